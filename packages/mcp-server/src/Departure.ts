/** The end of a server: nothing new is begun, what is under way is finished, and nothing waits for ever. */
import type { Server, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

export class Departure {
  readonly #withinMs: number;
  readonly #underWay = new Set<Promise<void>>();
  #stopped: Promise<void> | undefined;

  constructor(withinMs: number) {
    this.#withinMs = withinMs;
  }

  get begun(): boolean {
    return this.#stopped !== undefined;
  }

  /** Counts a request until its answer is out. */
  accompany(response: ServerResponse, work: Promise<void>): void {
    const out = new Promise<void>((resolve) => response.once("close", resolve));
    const both = Promise.all([work, out]).then(() => {
      this.#underWay.delete(both);
    });
    this.#underWay.add(both);
  }

  stop(server: Server, close: () => Promise<void>): Promise<void> {
    this.#stopped ??= this.#leave(server, close);
    return this.#stopped;
  }

  async #leave(server: Server, close: () => Promise<void>): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const patience = new AbortController();
    const late = delay(this.#withinMs, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([this.#finished(server), late]);
    patience.abort();
    await close();
    server.closeAllConnections();
    await closed;
  }

  async #finished(server: Server): Promise<void> {
    // A connection that is kept alive may bring one more request, which is refused and counted too.
    while (this.#underWay.size > 0) {
      await Promise.all(this.#underWay);
      server.closeIdleConnections();
    }
  }
}
