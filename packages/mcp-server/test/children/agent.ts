/** What an agent is offered, over a workspace in memory and over HTTP, where the official suite can reach it. Says its address. */
import { makeMemory } from "@idse/design-store";
import * as Effect from "effect/Effect";
import { agentTools, type Offer, openTo, serveHttp } from "../../src/index.ts";
import { inMemory } from "../agent/workplace.ts";

const { workplace, resources } = await inMemory();
const offer: Offer = {
  announcements: () => Effect.succeed({}),
  tools: Effect.sync(() => agentTools(workplace)),
  resources: Effect.succeed(resources),
};
const { url, stop } = await Effect.runPromise(
  serveHttp({
    access: openTo("own"),
    storeOf: () => makeMemory,
    offerOf: () => offer,
    onProblem: console.error,
  }),
);
process.once("SIGTERM", () => void Effect.runPromise(stop));
console.log(url);
