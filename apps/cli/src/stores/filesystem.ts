/** Files in the working tree: the default, with nothing to set up. */
import { DesignStore, roundTrip, runStoreChecks } from "@idse/design-store";
import { FilesystemDesignStore } from "@idse/design-store-filesystem";
import { FilePrimitives, ProcessIdentity } from "@idse/durable-files";
import * as Context from "effect/Context";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import type { OpenDriver } from "./index.ts";

export const open: OpenDriver<"filesystem"> = (_settings, { root }) =>
  Effect.gen(function* () {
    const machine = Context.make(FilePrimitives, yield* FilePrimitives).pipe(
      Context.add(ProcessIdentity, yield* ProcessIdentity),
    );
    const store = Effect.map(
      Layer.build(FilesystemDesignStore.layer({ root }).pipe(Layer.provide(Layer.succeedContext(machine)))),
      (built) => Context.get(built, DesignStore),
    );
    return {
      kind: "filesystem",
      open: store,
      check: (project) =>
        runStoreChecks({
          credentials: Effect.succeed("None are needed."),
          schema: Effect.succeed(".idse is a folder."),
          permissions: Effect.succeed("."),
          "round-trip": Effect.scoped(Effect.flatMap(store, (opened) => roundTrip(opened, project))),
        }),
      setUp: { _tag: "Nothing", why: "Documents are files here; there is nothing to set up." },
    };
  });
