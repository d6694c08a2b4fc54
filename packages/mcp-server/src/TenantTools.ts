/** Each tenant's tools, over a store of its own that is asked for when its first request comes. */
import * as Effect from "effect/Effect";
import type { HttpOptions } from "./HttpServer.ts";
import type { OnProblem } from "./Serving.ts";
import type { Tool } from "./Tool.ts";
import { artifactCoreTools } from "./tools/index.ts";
import { defaultLimits } from "./tools/limits.ts";

export class TenantTools {
  readonly #ready = new Map<string, ReadonlyArray<Tool>>();
  readonly #opening = new Map<string, Promise<boolean>>();
  readonly #options: Pick<HttpOptions, "storeOf" | "toolsOf" | "limits">;
  readonly #onProblem: OnProblem;

  constructor(options: Pick<HttpOptions, "storeOf" | "toolsOf" | "limits">, onProblem: OnProblem) {
    this.#options = options;
    this.#onProblem = onProblem;
  }

  /** Whether the tenant's store is there; tried again with the next request where it is not. */
  prepare(tenant: string): Promise<boolean> {
    if (this.#ready.has(tenant)) return Promise.resolve(true);
    const opening = this.#opening.get(tenant) ?? this.#open(tenant);
    this.#opening.set(tenant, opening);
    return opening.finally(() => this.#opening.delete(tenant));
  }

  /** The tools of a tenant that was prepared. */
  ready(tenant: string | undefined): ReadonlyArray<Tool> {
    const tools = tenant === undefined ? undefined : this.#ready.get(tenant);
    if (tools === undefined) throw new Error("A request came through without a tenant.");
    return tools;
  }

  #open(tenant: string): Promise<boolean> {
    const { storeOf, toolsOf = artifactCoreTools, limits = defaultLimits } = this.#options;
    return Effect.runPromise(
      storeOf(tenant).pipe(
        Effect.match({
          onSuccess: (store) => {
            this.#ready.set(tenant, toolsOf(store, limits));
            return true;
          },
          onFailure: (failure) => {
            this.#onProblem(`The store of ${tenant} cannot be opened: ${failure.message}`);
            return false;
          },
        }),
      ),
    );
  }
}
