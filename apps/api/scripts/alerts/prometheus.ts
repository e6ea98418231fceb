import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@fluentfusion/embedded-postgres/free-port";
import { stringify } from "yaml";
import { FACTOR } from "./rules.ts";

/** How often operating.md says that a server is to be asked, in this time. */
const INTERVAL = `${30_000 / FACTOR}ms`;
/** What is older than five minutes is not looked at, unless said: in this time too. */
const LOOKBACK = `${300_000 / FACTOR}ms`;

export interface Prometheus {
  /** The names of the alerts that fire at this moment. */
  firing(): Promise<ReadonlySet<string>>;
  stop(): Promise<void>;
}

interface Alerts {
  readonly data: { readonly alerts: readonly { labels: { alertname: string }; state: string }[] };
}

export const hasPrometheus = () =>
  ["prometheus", "promtool"].every((program) => spawnSync(program, ["--version"]).status === 0);

/** What `promtool` says of rules; `null` when nothing is wrong with them. */
export function complaintOf(file: string): string | null {
  const { status, stdout, stderr } = spawnSync("promtool", ["check", "rules", file], { encoding: "utf8" });
  return status === 0 ? null : `${stdout}${stderr}`;
}

/** A Prometheus of its own with these rules, which asks the server that has its metrics at this port. */
export async function startPrometheus(rules: string, metricsPort: number): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), "fluentfusion-prometheus-"));
  writeFileSync(join(folder, "rules.yml"), rules);
  const complaint = complaintOf(join(folder, "rules.yml"));
  if (complaint !== null) throw new Error(`the shortened rules are wrong: ${complaint}`);
  const config = {
    // A server is not sixty times as fast.
    global: { scrape_interval: INTERVAL, scrape_timeout: INTERVAL, evaluation_interval: INTERVAL },
    rule_files: ["rules.yml"],
    scrape_configs: [
      { job_name: "fluentfusion", static_configs: [{ targets: [`127.0.0.1:${metricsPort}`] }] },
    ],
  };
  writeFileSync(join(folder, "prometheus.yml"), stringify(config));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const flags = [
    `--config.file=${join(folder, "prometheus.yml")}`,
    `--storage.tsdb.path=${join(folder, "data")}`,
    `--web.listen-address=127.0.0.1:${port}`,
    `--query.lookback-delta=${LOOKBACK}`,
    "--log.level=error",
  ];
  const child = spawn("prometheus", flags, { stdio: ["ignore", "inherit", "inherit"] });
  const ended = once(child, "exit");
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(`${url}/-/ready`).catch(() => null);
    if (answer?.ok === true) break;
    if (child.exitCode !== null || tries > 300) throw new Error("Prometheus did not start");
    await sleep(100);
  }
  return {
    async firing() {
      const answer = await fetch(`${url}/api/v1/alerts`);
      const { data } = (await answer.json()) as Alerts;
      const names = data.alerts
        .filter(({ state }) => state === "firing")
        .map(({ labels }) => labels.alertname);
      return new Set(names);
    },
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
