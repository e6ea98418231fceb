import {
  CategoryField,
  DifficultyField,
  Email,
  LanguageField,
  ProfileImage,
  RoleField,
  Username,
  UserTypeField,
} from "@fluentfusion/contract";
import { EXERCISE_KINDS, LIMITS, OUTCOMES } from "@fluentfusion/core";
import { schema } from "@fluentfusion/db";
import { createTestDatabase, type TestDatabase } from "@fluentfusion/db/testing";
import { sql } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

type NewUser = typeof schema.users.$inferInsert;

/** Whether the table takes this account. */
async function isTaken(change: Partial<NewUser>): Promise<boolean> {
  const user: NewUser = {
    id: uuidV7(),
    username: uuidV7(),
    userType: "tourist",
    targetLanguage: "kinyarwanda",
    nativeLanguage: "english",
    ...change,
  };
  try {
    await database.db.insert(schema.users).values(user);
    return true;
  } catch {
    return false;
  }
}

const address = (length: number) => `https://example.org/${"x".repeat(length - 20)}`;

/** Letters of one and of two UTF-16 units, and one with a mark that no composed form has. */
const LETTERS = ["a", "é", "字", "𐒀", "e\u0300\u0301"];
const lengthsAround = (...bounds: number[]) => bounds.flatMap((bound) => [bound - 1, bound, bound + 1]);

test("a username that the wire lets in is one that the table takes", async () => {
  for (const letter of LETTERS) {
    for (const length of lengthsAround(LIMITS.usernameMinChars, LIMITS.usernameMaxChars)) {
      const parsed = Username.safeParse(letter.repeat(length));
      if (parsed.success)
        expect(await isTaken({ username: parsed.data }), `${letter} x ${length}`).toBe(true);
    }
  }
  expect(Username.parse("e\u0301le\u0301onore")).toBe(Username.parse("\u00e9l\u00e9onore"));
  expect(await isTaken({ username: "a".repeat(LIMITS.usernameMinChars - 1) })).toBe(false);
  expect(await isTaken({ username: "a".repeat(LIMITS.usernameMaxChars + 1) })).toBe(false);
});

test("an e-mail address that the wire lets in is one that the table takes, in small letters only", async () => {
  for (const length of lengthsAround(LIMITS.emailMaxChars)) {
    const labels = `${"B".repeat(60)}.`.repeat(3);
    const name = "Aa".repeat(16);
    const email = `${name}@${labels}${"c".repeat(length - name.length - labels.length - 5)}.com`;
    const parsed = Email.safeParse(email);
    if (parsed.success) expect(await isTaken({ email: parsed.data }), `${length}`).toBe(true);
    expect(await isTaken({ email })).toBe(false);
  }
  expect(Email.safeParse("Someone@Example.org").data).toBe("someone@example.org");
  expect(await isTaken({ email: "a".repeat(LIMITS.emailMaxChars + 1) })).toBe(false);
});

test("a picture's address that the wire lets in is one that the table takes, and no longer one", async () => {
  expect(ProfileImage.safeParse(address(LIMITS.profileImageMaxChars)).success).toBe(true);
  expect(await isTaken({ profileImage: address(LIMITS.profileImageMaxChars) })).toBe(true);
  expect(ProfileImage.safeParse(address(LIMITS.profileImageMaxChars + 1)).success).toBe(false);
  expect(await isTaken({ profileImage: address(LIMITS.profileImageMaxChars + 1) })).toBe(false);
});

test("every choice has the same values on the wire and in the database", async () => {
  const rows = await database.db.execute<{ name: string; values: string[] }>(
    sql`select typname as name, array_agg(enumlabel::text order by enumsortorder) as values
        from pg_enum join pg_type on pg_type.oid = enumtypid group by typname`,
  );
  const stored = Object.fromEntries([...rows].map(({ name, values }) => [name, values]));
  expect(stored).toMatchObject({
    language: LanguageField.options,
    difficulty: DifficultyField.options,
    category: CategoryField.options,
    user_type: UserTypeField.options,
    role: RoleField.options,
    exercise_kind: [...EXERCISE_KINDS],
    outcome: [...OUTCOMES],
  });
});
