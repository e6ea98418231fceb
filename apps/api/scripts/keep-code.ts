import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { BUNDLE, openBundle } from "../src/bundle/bundle.ts";

/** Starts the bundled server of a folder without a database, asks it, and keeps V8's code of what has run by then. */

const folder = resolve(process.argv[2] ?? "");
const START_WITHIN_MS = 60_000;

const probe = createServer().listen(0, "127.0.0.1");
await new Promise((resolve) => probe.once("listening", resolve));
const { port } = probe.address() as { port: number };
await new Promise((resolve) => probe.close(resolve));

Object.assign(process.env, {
  NODE_ENV: "production",
  HOST: "127.0.0.1",
  PORT: String(port),
  SECRET_KEY: randomBytes(32).toString("hex"),
  DATABASE_URL: "postgres://127.0.0.1:1/none",
  DATABASE_REPLICA_URL: "",
  REDIS_URL: "",
  METRICS_PORT: "",
  OTEL_EXPORTER_OTLP_ENDPOINT: "",
  SMTP_URL: "",
  S3_BUCKET: "",
  DATA_DIR: join(tmpdir(), "fluentfusion-build"),
  LOG_LEVEL: "silent",
});
const filename = join(folder, BUNDLE.script);
const bundle = openBundle(filename, undefined);
bundle.run();
const startedAt = performance.now();
const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`).then((answer) => answer.text());
for (;;) {
  const said = await ask("/ready").catch(() => null);
  if (said !== null) break;
  if (performance.now() - startedAt > START_WITHIN_MS) throw new Error("the bundled server did not listen");
  await sleep(20);
}
await ask("/trpc/lessons.list?input=%7B%7D");
writeFileSync(join(folder, BUNDLE.code), bundle.readCode());
process.exit(0);
