/** An upstream of the older protocol, reached by the newer client. */
import { DesignStore } from "@idse/design-store";
import { ArtifactCoreDesignStore } from "@idse/design-store-artifact-core";
import { designStoreContract } from "@idse/design-store-testkit";
import { expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { olderServer } from "./olderServer.ts";
import { losing, over, reaching } from "./serving.ts";

const spec = { project: "shop", session: "checkout", kind: "spec" } as const;

const declared = {
  capabilities: { cas: "native", atomicCommit: true, changes: "exact", byteExact: true },
  unanswered: () => losing(olderServer),
} as const;
designStoreContract("Artifact Core over a server of the older protocol", () => over(olderServer), declared);

it("begins a new session where the server has forgotten the old one, and ends it at last", async () => {
  const left = await Effect.runPromise(
    Effect.scoped(
      Effect.gen(function* () {
        const server = yield* olderServer;
        yield* Effect.scoped(
          Effect.gen(function* () {
            const store = yield* ArtifactCoreDesignStore.make(reaching(server));
            yield* store.commit([{ _tag: "Put", ref: spec, content: "# Spec\n", expect: "absent" }], "op-1");
            server.forget();
            const [found] = yield* store.get([spec]);
            expect(found?._tag).toBe("StoredDocument");
            expect(server.sessions()).toBe(1);
          }),
        );
        return server.sessions();
      }),
    ),
  );
  expect(left).toBe(0);
});

it("passes the check", async () => {
  const checks = await Effect.runPromise(
    Effect.scoped(
      Effect.flatMap(olderServer, (server) =>
        ArtifactCoreDesignStore.check(reaching(server), { project: "shop" }),
      ),
    ),
  );
  expect(checks.map(({ outcome }) => outcome)).toEqual(["passed", "passed", "passed", "passed"]);
});

it("is a layer like every other store", async () => {
  const program = DesignStore.use((store) => store.heads({ project: "shop" }));
  const { heads } = await Effect.runPromise(program.pipe(Effect.provide(over(olderServer))));
  expect(heads).toEqual([]);
});
