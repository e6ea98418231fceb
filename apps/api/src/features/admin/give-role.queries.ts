import type { Role } from "@fluentfusion/core";
import { connect, schema } from "@fluentfusion/db";
import { eq } from "drizzle-orm";

/** Gives a role in the database itself, where there is no admin yet who could. */
export async function giveRole(databaseUrl: string, email: string, role: Role): Promise<void> {
  const database = connect(databaseUrl);
  try {
    await database.db.update(schema.users).set({ role }).where(eq(schema.users.email, email));
  } finally {
    await database.close();
  }
}
