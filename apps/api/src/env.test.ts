import { expect, test } from "vitest";
import { readEnv } from "./env.ts";

test.each([
  ["PORT", "abc", "must be a whole number from 0 to 65535"],
  ["PORT", "99999", "must be a whole number from 0 to 65535"],
  ["WEB_PORT", "1.5", "must be a whole number from 1 to 65535"],
  ["TRUST_PROXY", "0x2", "must be a whole number from 0 to 10"],
  ["ENVIRONMENT", "prodution", "must be development, test or production"],
  ["S3_BUCKET", "pictures", "is not supported yet; uploaded files stay under DATA_DIR"],
])("%s=%s is refused by a line that says what is expected", (name, value, says) => {
  expect(() => readEnv({ [name]: value })).toThrow(`${name}: ${says}`);
});

test("an empty value counts as unset", () => {
  expect(readEnv({ PORT: "", WEB_PORT: "", S3_BUCKET: "" })).toMatchObject({ port: 8000, webPort: 5173 });
});
