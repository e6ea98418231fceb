/** What must hold of the types that a consumer gets. Compiled against the tarball, outside the workspace. */
import {
  createClient,
  isErrorCode,
  newId,
  readError,
  type ErrorCode,
  type ErrorData,
  type ErrorParams,
  type RouterInputs,
  type RouterOutputs,
} from "@fluentfusion/client";
import { createOptions, useTRPC } from "@fluentfusion/client/react";
import { QueryClient } from "@tanstack/react-query";

type IsAny<T> = 0 extends 1 & T ? true : false;

/** Paths of a type at which somebody gave up, or at which an instant is not text. */
type BadPaths<T, Path extends string = ""> =
  IsAny<T> extends true
    ? `${Path} is any`
    : T extends readonly (infer Item)[]
      ? BadPaths<Item, `${Path}[]`>
      : T extends Date
        ? `${Path} is a Date`
        : T extends object
          ? { [K in keyof T & string]: BadPaths<T[K], `${Path}.${K}`> }[keyof T & string]
          : never;

/** Compiles only if there are none; otherwise the error lists them. */
type None<Paths extends never> = Paths;
export type Promises = [
  None<BadPaths<RouterInputs>>,
  None<BadPaths<RouterOutputs>>,
  None<BadPaths<ErrorData>>,
  None<BadPaths<ErrorParams>>,
  // @ts-expect-error the check itself finds any
  None<BadPaths<{ a: { b: ReturnType<typeof JSON.parse> }[] }>>,
  // @ts-expect-error and a Date
  None<BadPaths<{ a: Date | null }>>,
];

const client = createClient({ url: "https://api.example.org", refresh: "cookie" });

export async function journey(): Promise<string> {
  const user = await client.signIn({ email: "keza@example.org", password: "a password" });
  const { items } = await client.api.recommendations.list.query({ limit: 3 });
  const [first] = items;
  if (first === undefined) return user.username;
  const sitting = await client.api.session.start.mutate({
    id: newId(),
    mode: "lesson",
    lessonId: first.lesson.id,
  });
  const prompt = sitting.next?.prompt;
  if (prompt?.kind === "choice") return prompt.options.map((option) => option.text).join();
  // @ts-expect-error a lesson has no such field
  void first.lesson.passwordHash;
  // @ts-expect-error the kind of a sitting is one of three
  await client.api.session.start.mutate({ id: newId(), mode: "exam" });
  // @ts-expect-error a query does not change anything
  void client.api.me.get.mutate;
  return first.reason.code;
}

export function explain(error: unknown): number {
  // @ts-expect-error there is no such code
  if (isErrorCode(error, "EMAIL_FORGOTTEN")) return 0;
  if (isErrorCode(error, "EMAIL_TAKEN")) {
    const code: "EMAIL_TAKEN" = error.data.code;
    return code.length + error.data.issues.length;
  }
  if (isErrorCode(error, "NOT_FOUND")) {
    // @ts-expect-error this code has no params
    return error.data.params.retryAfterMs;
  }
  if (isErrorCode(error, "RATE_LIMITED")) {
    const wait: number = error.data.params.retryAfterMs;
    // @ts-expect-error another code has these
    return wait + error.data.params.max;
  }
  return readError(error)?.httpStatus ?? 0;
}

/** The same by the code that was read. */
export function sentence(error: unknown): string {
  const known = readError(error);
  if (known === null) return "";
  if (known.code === "UNAVAILABLE" || known.code === "OVERLOADED") {
    const wait: number = known.params.retryAfterMs;
    return `${wait} ms`;
  }
  if (known.code === "LIMIT_REACHED") {
    const most: number = known.params.max;
    return `${most} at the most`;
  }
  if (known.code === "FORBIDDEN") {
    const most: number | undefined = known.params.tokensMax;
    const isLast: boolean = known.params.reason === "last_admin";
    return `${most ?? isLast}`;
  }
  // A newer server may say what is not known here: that is text, too.
  const code: string = known.code;
  // @ts-expect-error and so it is not one of ours for sure
  const ours: ErrorCode = known.code;
  return code + ours;
}

/** What became of a pushed event: its type tells whose receipt it is, and a code which params there are. */
export function afterPush(result: RouterOutputs["sync"]["push"]["results"][number]): number {
  if (result.status === "accepted") {
    // @ts-expect-error an event taken back has no verdict
    if (result.type === "undo") return result.receipt.verdict.score;
    if (result.type === "dispute") return result.receipt.state.length;
    return result.receipt.verdict.score;
  }
  if (result.status === "conflict") {
    const code: "ATTEMPT_CONFLICT" = result.code;
    return result.id.length + code.length;
  }
  // @ts-expect-error what is unfit need not have had an id
  if (result.code === "INPUT_INVALID") return result.id.length;
  if (result.code === "LIMIT_REACHED") return result.params.max;
  // @ts-expect-error and params are those of their code
  return result.code === "DISPUTE_UNFIT" ? result.params.max : result.issues.length;
}

/** A table of sentences by code is held to the params of each. */
export const sentences: {
  [Code in "RATE_LIMITED" | "CLIENT_TOO_OLD"]: (params: ErrorParams[Code]) => string;
} = {
  RATE_LIMITED: ({ retryAfterMs }) => retryAfterMs.toFixed(),
  CLIENT_TOO_OLD: ({ needed }) => needed.toFixed(),
};

export const options = createOptions(client, new QueryClient()).lessons.list.queryOptions({ limit: 5 });

export function useLessons() {
  return useTRPC().lessons.list.queryOptions({ category: "food" });
}
