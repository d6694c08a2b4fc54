import type { DocumentRef } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import {
  DesignStore,
  layerMemory,
  newOperation,
  Rejected,
  readDocument,
  writeDocument,
} from "../src/index.ts";

const ref: DocumentRef = { project: "demo", session: "checkout", kind: "spec" };
const run = <A, E>(program: Effect.Effect<A, E, DesignStore>) =>
  Effect.runPromise(program.pipe(Effect.provide(layerMemory)));

describe("the store in memory", () => {
  it("is empty for each program", async () => {
    await run(writeDocument(ref, "text\n"));
    expect((await run(readDocument(ref)))._tag).toBe("Missing");
  });

  it("never gives a revision twice, not even for equal content", async () => {
    const revisions = await run(
      Effect.gen(function* () {
        const store = yield* DesignStore;
        const first = yield* writeDocument(ref, "a\n");
        const second = yield* writeDocument(ref, "b\n");
        yield* store.commit([{ _tag: "Remove", ref, expect: { revision: second.revision } }], newOperation());
        return [first, second, yield* writeDocument(ref, "a\n")].map((head) => head.revision);
      }),
    );
    expect(new Set(revisions).size).toBe(3);
  });

  it("refuses a cursor that it did not give", async () => {
    const failure = await run(
      DesignStore.use((store) => Effect.flip(store.heads({ project: "demo" }, "yesterday"))),
    );
    expect(failure).toBeInstanceOf(Rejected);
  });

  it("refuses a cursor of another store in memory", async () => {
    const cursor = DesignStore.use((store) =>
      Effect.map(store.heads({ project: "demo" }), (at) => at.cursor),
    );
    const others = await run(cursor);
    const asked = DesignStore.use((store) => Effect.flip(store.heads({ project: "demo" }, others)));
    expect(await run(asked)).toBeInstanceOf(Rejected);
  });
});
