/** Artifact Core, over HTTP with a token or as a program that is started here. Whoever runs it sets it up. */
import { ArtifactCoreDesignStore } from "@idse/design-store-artifact-core";
import type { ArtifactCoreSettings } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import type * as z from "zod";
import type { OpenDriver, StoreContext } from "./index.ts";
import { credentialOf } from "./secrets.ts";

const optionsOf = (
  { url, command = [], token }: z.infer<typeof ArtifactCoreSettings>,
  context: StoreContext,
): ArtifactCoreDesignStore.Options => {
  const [program, ...args] = command;
  if (program !== undefined) return { command: [program, ...args], directory: context.root };
  if (url === undefined) throw new Error("Settings without an address and a command passed their schema.");
  return { url, token: credentialOf(token, "token of a tenant", { ...context, store: "artifact-core" }) };
};

export const open: OpenDriver<"artifact-core"> = (settings, context) =>
  Effect.sync(() => {
    const options = optionsOf(settings, context);
    return {
      kind: "artifact-core",
      open: ArtifactCoreDesignStore.make(options),
      check: (project) => ArtifactCoreDesignStore.check(options, { project }),
      setUp: {
        _tag: "Nothing",
        why: "Artifact Core sets itself up; what it takes here is an address and a token.",
      },
    };
  });
