/** Pages in Notion. What it lacks is added from here; the text before a write is kept in this clone. */
import { Unavailable } from "@idse/design-store";
import { NotionDesignStore } from "@idse/design-store-notion";
import { FileFailure, FilePrimitives } from "@idse/durable-files";
import { keepText } from "@idse/orchestrator/KeptTexts";
import { refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import type { OpenDriver } from "./index.ts";
import { credentialOf } from "./secrets.ts";

const notKept = ({ path, code, message }: FileFailure): Unavailable =>
  new Unavailable({
    store: "notion",
    operation: "commit",
    code,
    path,
    message: `The text that stands there could not be kept, so nothing was written over it: ${path}: ${message}`,
  });

export const open: OpenDriver<"notion"> = (settings, context) =>
  Effect.gen(function* () {
    const files = yield* FilePrimitives;
    const { data_source: dataSource, token, properties = {}, titles = {} } = settings;
    const baseUrl = context.environment.NOTION_BASE_URL?.trim() ?? "";
    const options: NotionDesignStore.Options = {
      dataSource,
      token: credentialOf(token, "token of an integration", { ...context, store: "notion" }),
      properties,
      titles,
      keepPreImage: (_ref, text) =>
        Effect.try({
          try: () => keepText(files, context.root, text),
          catch: (error) => {
            if (!(error instanceof FileFailure)) throw error;
            return notKept(error);
          },
        }),
      ...(baseUrl === "" ? {} : { baseUrl }),
    };
    return {
      kind: "notion",
      open: NotionDesignStore.make(options),
      check: (project) => NotionDesignStore.check(options, { project }),
      setUp: {
        _tag: "FromHere",
        lacking: NotionDesignStore.lacking(options),
        add: Effect.map(NotionDesignStore.setUp(options), ({ added }) => added),
      },
      repair: (project) =>
        Effect.map(NotionDesignStore.repair(options, { project }), (commits) =>
          commits.flatMap(({ documents }) =>
            documents.map(({ ref, found }) => `${refKey(ref).replace("//", "/")} is ${found}`),
          ),
        ),
    };
  });
