import { designStoreCases, designStoreContract } from "@idse/design-store-testkit";
import { describe, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import { NotionDesignStore } from "../src/index.ts";
import { useNotion } from "./notion.ts";
import type { Integration } from "./server/Workspace.ts";
import { dying } from "./transports.ts";

const notion = useNotion();
const { capabilities, layer } = NotionDesignStore;

/** A new data source with an integration of its own, made when the layer is first built. */
const room = () => {
  let made: Integration | undefined;
  const integration = (): Integration => {
    made ??= notion.server.workspace.newIntegration();
    return made;
  };
  return (more: Partial<NotionDesignStore.Options> = {}) =>
    Layer.suspend(() => layer(notion.options(integration(), more)));
};

const unanswered = () => {
  let isArmed = false;
  const loseNextAnswer = () => {
    isArmed = true;
    notion.server.reset({
      loseAnswer: ({ isRead }) => {
        const isLost = isArmed && !isRead;
        if (isLost) isArmed = false;
        return isLost;
      },
    });
  };
  return { layer: room()(), loseNextAnswer };
};

const declared = {
  capabilities,
  largeContent: "refused",
  torn: (afterWrites: number) => {
    const store = room();
    const { direct } = notion.server;
    return { dying: store({ fetch: dying(afterWrites, direct) }), next: store({ fetch: direct }) };
  },
} as const;

const whole = { ...declared, tenants: () => ({ own: room()(), other: room()() }), unanswered };

// Everything within one minute, where only bodies tell what a page says.
designStoreContract("the store in Notion, in one minute,", () => room()(), whole);

/** A minute passes with each request, so that columns are believed wherever they may be. */
const inMinutes = () =>
  Layer.suspend(() => {
    notion.server.reset({
      before: () => {
        notion.server.workspace.now += 61_000;
      },
    });
    return room()({ fetch: notion.server.direct });
  });

describe("the store in Notion, in minutes, keeps the contract of a DesignStore", () => {
  // What is cut off has its own clock, above, and takes thousands of requests.
  for (const { name, run } of designStoreCases(inMinutes, declared))
    if (!name.startsWith("never shows half")) it(name, () => Effect.runPromise(run));
});
