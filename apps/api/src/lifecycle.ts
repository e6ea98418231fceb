/**
 * Where a server stands between its start and its end. `starting`: it listens, and waits for its database or brings the
 * schema up to date. `draining`: it still answers, and asks for no more work.
 */
export type Stage = "starting" | "serving" | "draining";

/** One for each process: whoever starts and stops the server moves it on, everyone else looks. */
export class Lifecycle {
  #stage: Stage = "starting";
  #isPrepared = false;

  get stage(): Stage {
    return this.#stage;
  }

  /** Whether schema and course are those of this server. */
  get isPrepared(): boolean {
    return this.#isPrepared;
  }

  serve(): this {
    this.#isPrepared = true;
    if (this.#stage === "starting") this.#stage = "serving";
    return this;
  }

  drain(): void {
    this.#stage = "draining";
  }
}
