import { randomBytes } from "node:crypto";
import { startThrowawayPostgres } from "@fluentfusion/embedded-postgres";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { migrate } from "../migrate.ts";
import { withDatabase } from "./database-url.ts";

/**
 * Starts one PostgreSQL for the whole run, or uses that of `TEST_DATABASE_URL`, and migrates the template that each test
 * file copies. Setting up a copy takes some 30 ms.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["TEST_DATABASE_URL"];
  const server = given === undefined || given === "" ? await startThrowawayPostgres() : null;
  const serverUrl = server?.url ?? given ?? "";
  const template = `ff_template_${randomBytes(6).toString("hex")}`;
  const admin = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${template}`);
  await migrate(withDatabase(serverUrl, template), new Date());
  project.provide("postgres", { serverUrl, template });
  return async () => {
    await admin.unsafe(`drop database if exists ${template} with (force)`);
    await admin.end();
    await server?.stop();
  };
}
