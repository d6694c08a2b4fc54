/** Files in the working tree: the default, with nothing to set up. */
import { FilesystemDesignStore } from "@idse/design-store-filesystem";
import { FilePrimitives, ProcessIdentity } from "@idse/durable-files";
import * as Context from "effect/Context";
import * as Effect from "effect/Effect";
import type { OpenDriver } from "./index.ts";

export const open: OpenDriver<"filesystem"> = (_settings, { root }) =>
  Effect.gen(function* () {
    const machine = Context.make(FilePrimitives, yield* FilePrimitives).pipe(
      Context.add(ProcessIdentity, yield* ProcessIdentity),
    );
    return {
      kind: "filesystem",
      open: Effect.provideContext(FilesystemDesignStore.make({ root }), machine),
      check: (project) => Effect.provideContext(FilesystemDesignStore.check({ root }, { project }), machine),
      setUp: { _tag: "Nothing", why: "Documents are files here; there is nothing to set up." },
    };
  });
