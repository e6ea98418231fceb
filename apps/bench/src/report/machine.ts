import { arch, cpus, loadavg, platform, totalmem } from "node:os";

/** Where and when a run was made; a busy neighbour shows in the load. */
export function describeMachine(): string {
  const [cpu] = cpus();
  const load = loadavg()[0]?.toFixed(1) ?? "";
  return `${cpus().length} cores (${cpu?.model.trim() ?? "unknown"}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${platform()} ${arch()}, Node ${process.versions.node}, load ${load} before the run`;
}
