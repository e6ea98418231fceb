import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { freePort } from "@fluentfusion/embedded-postgres/free-port";
import { type Lasting, lasting } from "./lasting.ts";

export interface StageRedis {
  readonly url: string;
  killFor(how: Lasting): Promise<void>;
  /** The process stands still: connections stay and nothing answers. */
  freezeFor(how: Lasting): Promise<void>;
  /** All of its keys are gone. */
  wipe(): Promise<void>;
  stop(): void;
}

/** Redis on a port of its own, or nothing where there is no Redis on this machine. */
export async function startRedis(): Promise<StageRedis | null> {
  if (spawnSync("redis-server", ["--version"]).status !== 0) return null;
  const port = await freePort();
  const flags = ["--port", String(port), "--save", "", "--appendonly", "no", "--bind", "127.0.0.1"];
  const start = () => spawn("redis-server", flags, { stdio: "ignore" });
  let child = start();
  let isWanted = true;
  return {
    url: `redis://127.0.0.1:${port}`,
    async killFor(how) {
      child.kill("SIGKILL");
      await lasting(how);
      if (isWanted) child = start();
    },
    async freezeFor(how) {
      child.kill("SIGSTOP");
      await lasting(how);
      child.kill("SIGCONT");
    },
    async wipe() {
      const socket = connect(port, "127.0.0.1");
      socket.on("error", () => undefined);
      socket.write("FLUSHALL\r\n");
      await Promise.race([once(socket, "data"), once(socket, "close")]);
      socket.destroy();
    },
    stop() {
      isWanted = false;
      child.kill("SIGKILL");
    },
  };
}
