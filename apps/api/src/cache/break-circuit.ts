import type { Redis } from "ioredis";

/** How long a Redis that left a command without an answer is asked nothing. */
const OPEN_MS = 1000;

/**
 * A circuit breaker (Nygard 2007) for a Redis that hangs: once a command was not answered in time, those of the next second
 * fail at once, as they do while there is no connection. Without it each call would wait anew, and a sign-in once for each of its limits.
 *
 * Messages are sent all the same: what waits for one is told nothing else.
 */
export function breakCircuit(client: Redis): void {
  const send = client.sendCommand.bind(client);
  let openUntil = 0;
  const open = (error: unknown) => {
    if (error instanceof Error && error.message === "Command timed out")
      openUntil = performance.now() + OPEN_MS;
  };
  // A new connection has just been answered.
  client.on("ready", () => {
    openUntil = 0;
  });
  client.sendCommand = (command, stream) => {
    const isOpen = client.status === "ready" && performance.now() < openUntil;
    if (isOpen && command.name !== "publish") {
      command.reject(new Error("Redis left a command without an answer a moment ago"));
      return command.promise;
    }
    const sent = send(command, stream);
    command.promise.catch(open);
    return sent;
  };
}
