import { type Client, createClient } from "@fluentfusion/client";
import type { Role } from "@fluentfusion/core";
import postgres from "postgres";
import { PASSWORD } from "./learner.ts";
import type { World } from "./world.ts";

let people = 0;

/** Somebody new with a role, which is given as the first admin's is: in the database. */
export async function somebodyWithRole(
  { url, database }: World,
  role: Role,
): Promise<{ email: string; client: Client }> {
  people += 1;
  const client = createClient({ url });
  const email = `${role}.${Date.now()}.${people}@example.org`;
  await client.register({
    username: `Uwase ${Date.now().toString(36)}${people}`,
    email,
    password: PASSWORD,
    userType: "tourism_worker",
    targetLanguage: "kinyarwanda",
    nativeLanguage: "english",
  });
  const sql = postgres(database, { max: 1 });
  await sql`update users set role = ${role} where email = ${email}`;
  await sql.end();
  return { email, client };
}
