/**
 * What a server offers. A connection begins with the announcements; tools and resources are made when the client first
 * asks for them, so that the handshake waits for nothing that they need.
 */
import type { JSONObject } from "@modelcontextprotocol/server";
import * as Effect from "effect/Effect";
import type { Resources } from "./Resources.ts";
import type { Tool } from "./Tool.ts";

/** Told in the handshake under `capabilities.experimental`. */
export type Announcements = Readonly<Record<string, JSONObject>>;

export interface Offer {
  /** `client`: the name under which it introduced itself; null where it did not, or a connection holds one request. */
  readonly announcements: (client: string | null) => Effect.Effect<Announcements>;
  readonly tools: Effect.Effect<ReadonlyArray<Tool>>;
  /** Null where there are none. */
  readonly resources: Effect.Effect<Resources> | null;
}

/** Tools that are at hand, and nothing else. */
export const offerOf = (tools: ReadonlyArray<Tool>): Offer => ({
  announcements: () =>
    Effect.succeed(Object.fromEntries(tools.flatMap(({ announces }) => Object.entries(announces ?? {})))),
  tools: Effect.succeed(tools),
  resources: null,
});
