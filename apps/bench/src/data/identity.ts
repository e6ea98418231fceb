import { createHmac } from "node:crypto";
import { createTokens } from "@fluentfusion/api/tokens";

/** Longer than any run. */
const TOKEN_MINUTES = 1_440;

const hex12 = (n: number) => n.toString(16).padStart(12, "0");

/** The id of learner `n`, as `bench.learner(n)` makes it in SQL. */
export const learnerId = (n: number) => `01900000-0000-7000-8000-${hex12(n)}`;
const sessionId = (n: number) => `01900000-0000-7000-9000-${hex12(n)}`;
export const learnerEmail = (n: number) => `bench-${n}@example.org`;

/** As a person would choose one; every learner of the benchmark has it. */
export const PASSWORD = "imigongo and hills";

/** The variables under which the product reads our tokens. */
export const tokenVariables = (secretKey: string) => ({
  SECRET_KEY: secretKey,
  ACCESS_TOKEN_EXPIRE_MINUTES: String(TOKEN_MINUTES),
});

/** Access tokens of learners `from` to `from + count - 1`, as the product signs them. */
export async function signTokens(secretKey: string, from: number, count: number): Promise<string[]> {
  const tokens = createTokens({
    secretKey,
    previousSecretKey: null,
    algorithm: "HS256",
    accessTokenMinutes: TOKEN_MINUTES,
  });
  const now = new Date();
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const n = from + index;
      const grant = { userId: learnerId(n), sessionId: sessionId(n), generation: 0 };
      return (await tokens.signAccess(grant, now)).token;
    }),
  );
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A plain JWT for the plain peer, which has no sessions: whose it is, until when, and the course. */
export function signPlainToken(secretKey: string, n: number): string {
  const exp = Math.floor(Date.now() / 1000) + TOKEN_MINUTES * 60;
  const said = `${part({ alg: "HS256", typ: "JWT" })}.${part({ sub: learnerId(n), exp, target: "kinyarwanda", native: "english" })}`;
  return `${said}.${createHmac("sha256", secretKey).update(said).digest("base64url")}`;
}
