/** What is offered to each tenant, over a store of its own that is asked for when its first request comes. */
import * as Effect from "effect/Effect";
import type { HttpOptions } from "./HttpServer.ts";
import { type Offer, offerOf } from "./Offer.ts";
import type { OnProblem } from "./Serving.ts";
import { artifactCoreTools } from "./tools/index.ts";
import { defaultLimits } from "./tools/limits.ts";

const documentsOf: NonNullable<HttpOptions["offerOf"]> = (store, limits) =>
  offerOf(artifactCoreTools(store, limits));

export class TenantOffers {
  readonly #ready = new Map<string, Offer>();
  readonly #opening = new Map<string, Promise<boolean>>();
  readonly #options: Pick<HttpOptions, "storeOf" | "offerOf" | "limits">;
  readonly #onProblem: OnProblem;

  constructor(options: Pick<HttpOptions, "storeOf" | "offerOf" | "limits">, onProblem: OnProblem) {
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

  /** The offer to a tenant that was prepared. */
  ready(tenant: string | undefined): Offer {
    const offer = tenant === undefined ? undefined : this.#ready.get(tenant);
    if (offer === undefined) throw new Error("A request came through without a tenant.");
    return offer;
  }

  #open(tenant: string): Promise<boolean> {
    const { storeOf, offerOf: make = documentsOf, limits = defaultLimits } = this.#options;
    return Effect.runPromise(
      storeOf(tenant).pipe(
        Effect.match({
          onSuccess: (store) => {
            this.#ready.set(tenant, make(store, limits));
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
