import { designStoreContract } from "@idse/design-store-testkit";
import * as Layer from "effect/Layer";
import { NotionDesignStore } from "../src/index.ts";
import { useNotion } from "./notion.ts";

const notion = useNotion();
const { capabilities } = NotionDesignStore;

designStoreContract(
  "the store in Notion",
  () =>
    Layer.suspend(() => NotionDesignStore.layer(notion.options(notion.server.workspace.newIntegration()))),
  { capabilities, largeContent: "refused" },
);
