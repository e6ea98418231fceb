import type { Redis } from "ioredis";
import type { Tracing } from "../tracing/tracing.ts";

function ignore(): void {}

/**
 * Measures each command of a client from now on, from when it is sent to its answer, by its name alone: keys and values tell of
 * people. What the caller gets is the command's own answer, as without this.
 */
export function traceCommands(client: Redis, span: Tracing["span"]): void {
  const send = client.sendCommand.bind(client);
  client.sendCommand = (command, stream) => {
    const sent = send(command, stream);
    const attributes = { "db.system.name": "redis", "db.operation.name": command.name };
    span(`redis ${command.name}`, attributes, () => command.promise).catch(ignore);
    return sent;
  };
}
