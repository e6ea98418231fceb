import { z } from "zod";

/** Known from the original design and from copied examples: whoever has read them could sign any token. */
const PUBLISHED_SECRET = /change|secret|example|your[-_ ]|dev-only|password|test/i;
const DEVELOPMENT_SECRET = "dev-only-not-a-secret-0123456789abcdef";

const flag = z.stringbool({ truthy: ["true", "1", "yes", "on"], falsy: ["false", "0", "no", "off", ""] });
const url = (protocols: RegExp) =>
  z.url({ protocol: protocols, error: "must be a URL of the right protocol" });

/** A whole number in decimal digits. */
const whole = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, error)
    .transform(Number)
    .pipe(z.number().min(min, error).max(max, error));
};

const PORT_MAX = 65_535;

const unsupported = z
  .undefined({ error: "is not supported yet; uploaded files stay under DATA_DIR" })
  .optional();

const origins = z
  .string()
  .transform((text) => text.split(",").map((origin) => origin.trim().replace(/\/$/, "")))
  .pipe(z.array(z.url({ protocol: /^https?$/, error: "must be a comma-separated list of origins" })));

const Variables = z.object({
  DATABASE_URL: url(/^postgres(ql)?$/).optional(),
  DATABASE_REPLICA_URL: url(/^postgres(ql)?$/).optional(),
  DATABASE_REPLICA_MAX_LAG_SECONDS: whole(1, 300).default(5),
  REDIS_URL: url(/^rediss?$/).optional(),
  SECRET_KEY: z.string().min(32, "must have at least 32 characters").optional(),
  SECRET_KEY_PREVIOUS: z.string().min(32, "must have at least 32 characters").optional(),
  ALGORITHM: z.enum(["HS256", "HS384", "HS512", "EdDSA"]).default("HS256"),
  ACCESS_TOKEN_EXPIRE_MINUTES: whole(1, 1440).default(30),
  CORS_ORIGINS: origins.default(["http://localhost:5173", "http://127.0.0.1:5173"]),
  ENVIRONMENT: z
    .enum(["development", "test", "production"], "must be development, test or production")
    .default("development"),
  NODE_ENV: z.string().default("development"),
  DEBUG: flag.default(false),
  HOST: z.string().default("127.0.0.1"),
  PORT: whole(0, PORT_MAX).default(8000),
  WEB_PORT: whole(1, PORT_MAX).default(5173),
  METRICS_PORT: whole(0, PORT_MAX).optional(),
  DATA_DIR: z.string().default(".data"),
  STAFF_SECOND_FACTOR: z.enum(["required", "optional"], "must be required or optional").optional(),
  TRUSTED_NETWORK: flag.default(false),
  TRUSTED_STORAGE: flag.default(false),
  STOP_GRACE_SECONDS: whole(0, 60).optional(),
  SMTP_URL: url(/^smtps?$/).optional(),
  MAIL_FROM: z.string().min(3).max(320).default("FluentFusion <no-reply@localhost>"),
  CONTACT_EMAIL: z.email("must be an e-mail address").max(320).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(/^https?$/).optional(),
  OTEL_SERVICE_NAME: z.string().max(100).default("fluentfusion-api"),
  TRUST_PROXY: whole(0, 10).default(0),
  RATE_LIMIT_PER_MINUTE: whole(0, 1_000_000).default(1200),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  S3_BUCKET: unsupported,
  S3_ENDPOINT: unsupported,
});

export interface Env {
  /** `null`: the embedded PostgreSQL under `dataDir`. */
  readonly databaseUrl: string | null;
  /** A streaming replica for what may be behind by so many seconds; `null`: there is none. */
  readonly replica: { readonly url: string; readonly maxLagMs: number } | null;
  /** `null`: the in-process store. */
  readonly redisUrl: string | null;
  readonly secretKey: string;
  /** Tokens that it has signed are still read, so that a change of `SECRET_KEY` signs nobody out. */
  readonly previousSecretKey: string | null;
  readonly algorithm: "HS256" | "HS384" | "HS512" | "EdDSA";
  readonly accessTokenMinutes: number;
  readonly corsOrigins: readonly string[];
  readonly isProduction: boolean;
  readonly host: string;
  readonly port: number;
  /** Of the web app in development. */
  readonly webPort: number;
  /** `null`: nothing is measured. */
  readonly metricsPort: number | null;
  readonly dataDir: string;
  readonly logLevel: string;
  /** Whether authors, managers and admins have no rights before they have shown a code; so in production unless said. */
  readonly staffNeedsSecondFactor: boolean;
  /** What lies under PostgreSQL keeps what it is given, whole, whether or not PostgreSQL sees to it. */
  readonly trustedStorage: boolean;
  /** How long a server that is told to stop goes on answering, so that whoever sends it work can notice. */
  readonly stopGraceSeconds: number;
  /** `null`: mails are written into files under `dataDir`. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** Who answers for the service, told to everybody; `null`: nobody is named. */
  readonly contactEmail: string | null;
  /** A collector of traces by OpenTelemetry; `null`: none are kept. */
  readonly traces: { readonly endpoint: string; readonly serviceName: string } | null;
  /** How many reverse proxies stand before this server, each of which adds to `X-Forwarded-For`. */
  readonly trustedProxies: number;
  /** Points an account may spend on calls in a minute, most of which cost one; 0: no limit on calls. */
  readonly rateLimitPerMinute: number;
}

/** One line per wrong variable, with its name and never its value. */
export class EnvError extends Error {
  override readonly name = "EnvError";
}

function secretOf(variables: z.infer<typeof Variables>, isProduction: boolean): string {
  const { SECRET_KEY: secret } = variables;
  if (!isProduction) return secret ?? DEVELOPMENT_SECRET;
  if (secret === undefined)
    throw new EnvError("SECRET_KEY: must be set in production (openssl rand -hex 32)");
  if (PUBLISHED_SECRET.test(secret) || new Set(secret).size < 10) {
    throw new EnvError("SECRET_KEY: looks like an example; make one with: openssl rand -hex 32");
  }
  return secret;
}

/** Of examples and first attempts. */
const WEAK_PASSWORDS = new Set([
  "",
  "postgres",
  "password",
  "admin",
  "root",
  "secret",
  "changeme",
  "example",
]);
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** What goes over a network that others may be on is encrypted, and needs more than a well-known password. */
function checkConnections(variables: z.infer<typeof Variables>): void {
  const { REDIS_URL: redis, TRUSTED_NETWORK: isTrusted } = variables;
  const advice = "or set TRUSTED_NETWORK=true where nobody else is on the network";
  for (const name of ["DATABASE_URL", "DATABASE_REPLICA_URL"] as const) {
    const database = variables[name];
    if (database === undefined) continue;
    const { hostname, password, username, searchParams } = new URL(database);
    const isWeak = WEAK_PASSWORDS.has(password.toLowerCase()) || password === username;
    if (!LOOPBACK.test(hostname)) {
      if (isWeak) throw new EnvError(`${name}: its password is the first that anyone tries`);
      const mode = searchParams.get("sslmode") ?? "";
      if (!isTrusted && !/^(require|verify-ca|verify-full)$/.test(mode))
        throw new EnvError(`${name}: must say sslmode=verify-full or sslmode=require, ${advice}`);
    }
  }
  if (redis === undefined || isTrusted) return;
  const { protocol, hostname } = new URL(redis);
  if (protocol !== "rediss:" && !LOOPBACK.test(hostname))
    throw new EnvError(`REDIS_URL: must begin with rediss:, ${advice}`);
}

/**
 * The only reader of the environment. An empty value counts as unset.
 *
 * @throws EnvError naming every wrong variable, and no values
 */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = Variables.safeParse(set);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new EnvError(lines.join("\n"));
  }
  const variables = parsed.data;
  const isProduction = variables.NODE_ENV === "production" || variables.ENVIRONMENT === "production";
  if (isProduction) checkConnections(variables);
  if (variables.DATABASE_REPLICA_URL !== undefined && variables.DATABASE_URL === undefined)
    throw new EnvError("DATABASE_REPLICA_URL: is of a database that DATABASE_URL names");
  if (isProduction && variables.DEBUG) throw new EnvError("DEBUG: must not be on in production");
  return {
    databaseUrl: variables.DATABASE_URL ?? null,
    replica:
      variables.DATABASE_REPLICA_URL === undefined
        ? null
        : {
            url: variables.DATABASE_REPLICA_URL,
            maxLagMs: 1_000 * variables.DATABASE_REPLICA_MAX_LAG_SECONDS,
          },
    redisUrl: variables.REDIS_URL ?? null,
    secretKey: secretOf(variables, isProduction),
    previousSecretKey: variables.SECRET_KEY_PREVIOUS ?? null,
    algorithm: variables.ALGORITHM,
    accessTokenMinutes: variables.ACCESS_TOKEN_EXPIRE_MINUTES,
    corsOrigins: variables.CORS_ORIGINS,
    isProduction,
    host: variables.HOST,
    port: variables.PORT,
    webPort: variables.WEB_PORT,
    metricsPort: variables.METRICS_PORT ?? null,
    dataDir: variables.DATA_DIR,
    staffNeedsSecondFactor:
      (variables.STAFF_SECOND_FACTOR ?? (isProduction ? "required" : "optional")) === "required",
    trustedStorage: variables.TRUSTED_STORAGE,
    stopGraceSeconds: variables.STOP_GRACE_SECONDS ?? (isProduction ? 2 : 0),
    smtpUrl: variables.SMTP_URL ?? null,
    mailFrom: variables.MAIL_FROM,
    contactEmail: variables.CONTACT_EMAIL ?? null,
    traces:
      variables.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
        ? null
        : { endpoint: variables.OTEL_EXPORTER_OTLP_ENDPOINT, serviceName: variables.OTEL_SERVICE_NAME },
    trustedProxies: variables.TRUST_PROXY,
    rateLimitPerMinute: variables.RATE_LIMIT_PER_MINUTE,
    logLevel: variables.DEBUG ? "debug" : variables.LOG_LEVEL,
  };
}
