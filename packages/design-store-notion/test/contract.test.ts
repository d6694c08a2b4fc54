import { designStoreContract } from "@idse/design-store-testkit";
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

const options = {
  capabilities,
  largeContent: "refused",
  tenants: () => ({ own: room()(), other: room()() }),
  unanswered,
  torn: (afterWrites: number) => {
    const store = room();
    return { dying: store({ fetch: dying(afterWrites) }), next: store() };
  },
} as const;

// Everything within one minute, where only bodies tell what a page says.
designStoreContract("the store in Notion, in one minute,", () => room()(), { ...options });

// A minute for each request, so that columns are believed wherever they may be.
designStoreContract(
  "the store in Notion, in minutes,",
  () =>
    Layer.suspend(() => {
      notion.server.reset({
        before: () => {
          notion.server.workspace.now += 61_000;
        },
      });
      return room()();
    }),
  { ...options },
);
