import { expect, test } from "vitest";
import { readEnv } from "./env.ts";

test.each([
  ["PORT", "abc", "must be a whole number from 0 to 65535"],
  ["PORT", "99999", "must be a whole number from 0 to 65535"],
  ["WEB_PORT", "1.5", "must be a whole number from 1 to 65535"],
  ["TRUST_PROXY", "0x2", "must be a whole number from 0 to 10"],
  ["ENVIRONMENT", "prodution", "must be development, test or production"],
  ["CONTACT_EMAIL", "the front desk", "must be an e-mail address"],
  ["S3_BUCKET", "pictures", "is not supported yet; uploaded files stay under DATA_DIR"],
])("%s=%s is refused by a line that says what is expected", (name, value, says) => {
  expect(() => readEnv({ [name]: value })).toThrow(`${name}: ${says}`);
});

test("an empty value counts as unset", () => {
  expect(readEnv({ PORT: "", WEB_PORT: "", S3_BUCKET: "" })).toMatchObject({ port: 8000, webPort: 5173 });
});

const PRODUCTION = { NODE_ENV: "production", SECRET_KEY: "3f1c9e07b2a84d5666f0c1e2d3b4a596" };

test.each([
  [{ SECRET_KEY: "" }, "SECRET_KEY: must be set"],
  [{ SECRET_KEY: "your-secret-key-change-in-production" }, "SECRET_KEY: looks like an example"],
  [{ SECRET_KEY: "a".repeat(40) }, "SECRET_KEY: looks like an example"],
  [{ SECRET_KEY: "short" }, "SECRET_KEY: must have at least 32 characters"],
  [{ DEBUG: "true" }, "DEBUG: must not be on"],
  [{ DATABASE_URL: "postgres://postgres:postgres@db:5432/x?sslmode=require" }, "DATABASE_URL: its password"],
  [{ DATABASE_URL: "postgres://app:app@db/x?sslmode=require" }, "DATABASE_URL: its password"],
  [{ DATABASE_URL: "postgres://app@db/x?sslmode=require" }, "DATABASE_URL: its password"],
  [{ DATABASE_URL: "postgres://app:h8Kd92mXq@db/x" }, "DATABASE_URL: must say sslmode"],
  [{ DATABASE_URL: "postgres://app:h8Kd92mXq@db/x?sslmode=disable" }, "DATABASE_URL: must say sslmode"],
  [
    { DATABASE_REPLICA_URL: "postgres://app:h8Kd92mXq@db2/x", DATABASE_URL: "postgres://localhost/x" },
    "DATABASE_REPLICA_URL: must say sslmode",
  ],
  [{ DATABASE_REPLICA_URL: "postgres://localhost/x" }, "DATABASE_REPLICA_URL: is of a database that"],
  [{ REDIS_URL: "redis://cache:6379" }, "REDIS_URL: must begin with rediss:"],
])("production does not start with %j", (setting, says) => {
  const start = () => readEnv({ ...PRODUCTION, ...setting });
  expect(start).toThrow(says);
  expect(start).not.toThrow(/h8Kd92mXq/);
  const isSecret = "SECRET_KEY" in setting && setting.SECRET_KEY?.length !== 5;
  if (isSecret) expect(() => readEnv({ ...setting, NODE_ENV: "development" })).not.toThrow();
});

test("production starts with an encrypted connection, one inside the machine, or a network that is said to be trusted", () => {
  const far = { DATABASE_URL: "postgres://app:h8Kd92mXq@db/x", REDIS_URL: "redis://cache:6379" };
  for (const settings of [
    { DATABASE_URL: `${far.DATABASE_URL}?sslmode=verify-full`, REDIS_URL: "rediss://cache:6379" },
    { DATABASE_URL: "postgres://postgres@127.0.0.1:5432/x", REDIS_URL: "redis://localhost:6379" },
    { ...far, TRUSTED_NETWORK: "true" },
  ])
    expect(readEnv({ ...PRODUCTION, ...settings }).isProduction).toBe(true);
});
