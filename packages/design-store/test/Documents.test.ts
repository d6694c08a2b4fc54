import type { DocumentRef } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import {
  DesignStore,
  type DesignStoreService,
  layerMemory,
  makeMemory,
  modifyAttempts,
  modifyDocument,
  newOperation,
  RevisionConflict,
  readDocument,
  sessionsOf,
  writeDocument,
} from "../src/index.ts";

const ref: DocumentRef = { project: "demo", session: "checkout", kind: "spec" };

const run = <A, E>(
  program: Effect.Effect<A, E, DesignStore>,
  layer: Layer.Layer<DesignStore> = layerMemory,
) => Effect.runPromise(program.pipe(Effect.provide(layer)));

/** A store in which somebody else writes before each of the first commits. */
const contended = (times: number): Layer.Layer<DesignStore> =>
  Layer.effect(
    DesignStore,
    Effect.map(makeMemory, (inner): DesignStoreService => {
      let left = times;
      return {
        ...inner,
        commit: (changes, operation) =>
          Effect.gen(function* () {
            if (left > 0) {
              left -= 1;
              const [found] = yield* inner.get([ref]);
              const there = found?._tag === "StoredDocument" ? found : undefined;
              const content = `${there?.content ?? ""}other\n`;
              const expect = there === undefined ? ("absent" as const) : { revision: there.revision };
              yield* inner.commit([{ _tag: "Put", ref, content, expect }], newOperation());
            }
            return yield* inner.commit(changes, operation);
          }),
      };
    }),
  );

describe("readDocument and writeDocument", () => {
  it("make, replace and read one document", async () => {
    const found = await run(
      Effect.gen(function* () {
        expect((yield* readDocument(ref))._tag).toBe("Missing");
        yield* writeDocument(ref, "first\n");
        yield* writeDocument(ref, "second\n");
        return yield* readDocument(ref);
      }),
    );
    expect(found).toMatchObject({ _tag: "StoredDocument", content: "second\n" });
  });

  it("do not write equal content again", async () => {
    const [first, second] = await run(
      Effect.gen(function* () {
        return [yield* writeDocument(ref, "text\n"), yield* writeDocument(ref, "text\n")] as const;
      }),
    );
    expect(second).toEqual(first);
  });

  it("fail where somebody else writes in between", async () => {
    const failure = await run(Effect.flip(writeDocument(ref, "mine\n")), contended(1));
    expect(failure).toBeInstanceOf(RevisionConflict);
    expect(failure.message).toContain("demo/checkout/spec");
  });
});

describe("modifyDocument", () => {
  const append = (content: string | undefined) => `${content ?? ""}mine\n`;

  it("keeps what others wrote meanwhile", async () => {
    const found = await run(Effect.andThen(modifyDocument(ref, append), readDocument(ref)), contended(3));
    expect(found).toMatchObject({ content: "other\nother\nother\nmine\n" });
  });

  it("takes a change that is an effect, and passes its failure on", async () => {
    const found = await run(
      Effect.andThen(
        modifyDocument(ref, (content) => Effect.succeed(append(content))),
        readDocument(ref),
      ),
    );
    expect(found).toMatchObject({ content: "mine\n" });
    expect(await run(Effect.flip(modifyDocument(ref, () => Effect.fail("no change" as const))))).toBe(
      "no change",
    );
  });

  it("gives up with the conflict after so many attempts", async () => {
    const succeeding = await run(modifyDocument(ref, append), contended(modifyAttempts - 1));
    expect(succeeding.removed).toBe(false);
    expect(await run(Effect.flip(modifyDocument(ref, append)), contended(modifyAttempts))).toBeInstanceOf(
      RevisionConflict,
    );
  });

  it("loses none of a hundred changes at once", async () => {
    const found = await run(
      Effect.gen(function* () {
        const changes = Array.from({ length: 100 }, (_, index) =>
          modifyDocument(ref, (content) => Effect.as(Effect.yieldNow, `${content ?? ""}${index}\n`)),
        );
        yield* Effect.all(changes, { concurrency: 20, discard: true });
        return yield* readDocument(ref);
      }),
    );
    const lines = found._tag === "Missing" ? [] : found.content.trim().split("\n");
    expect(new Set(lines).size).toBe(100);
  });
});

describe("sessionsOf", () => {
  it("lists a session for any document of it, once, sorted", async () => {
    const sessions = await run(
      Effect.gen(function* () {
        yield* writeDocument({ project: "demo", session: "b", kind: "spec" }, "x\n");
        yield* writeDocument({ project: "demo", session: "b", kind: "plan" }, "x\n");
        yield* writeDocument({ project: "demo", session: "a", kind: "claim/c1" }, "{}\n");
        yield* writeDocument({ project: "demo", session: null, kind: "project" }, "{}\n");
        yield* writeDocument({ project: "other", session: "z", kind: "spec" }, "x\n");
        return yield* sessionsOf("demo");
      }),
    );
    expect(sessions).toEqual(["a", "b"]);
  });
});
