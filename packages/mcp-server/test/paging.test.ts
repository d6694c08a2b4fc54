/** Listings in pages and answers in parts, while others write. */
import { type DesignStoreService, makeMemory } from "@idse/design-store";
import type { GetOutput, HeadsOutput } from "@idse/design-store-artifact-core/Protocol";
import { expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { artifactCoreTools, defaultLimits } from "../src/index.ts";

const limits = { ...defaultLimits, headsPerPage: 3, answerBytes: 10 };
const ref = (session: string) => ({ project: "shop", session, kind: "spec" }) as const;

/** The tools over a store that holds a document in each of these sessions. */
const toolsOver = (...sessions: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const store = yield* makeMemory;
    for (const session of sessions) yield* put(store, session);
    const tools = artifactCoreTools(store, limits);
    const call = (name: string, input: Readonly<Record<string, unknown>>) =>
      Effect.map(tools.find((tool) => tool.name === name)?.call(input) ?? Effect.die(name), (answer) => {
        if (answer._tag === "Failed") return answer.content.error;
        return answer.content;
      });
    const heads = (input: Readonly<Record<string, unknown>> = {}) =>
      Effect.map(
        call("artifact_heads", { project: "shop", ...input }),
        (answer) => answer as unknown as HeadsOutput,
      );
    return { store, call, heads };
  });

const put = (store: DesignStoreService, session: string, content = `of ${session}\n`) =>
  store.commit([{ _tag: "Put", ref: ref(session), content, expect: "absent" }], `op-${session}`);

const sessionsIn = ({ heads }: HeadsOutput) => heads.map(({ ref: { session } }) => session);

it("lists a document that is there all the time on one page, whatever comes and goes meanwhile", () =>
  Effect.runPromise(
    Effect.gen(function* () {
      const { store, heads } = yield* toolsOver("b", "c", "d", "e", "f");
      const first = yield* heads();
      const [gone] = first.heads;
      if (gone === undefined) throw new Error("no heads");
      yield* store.commit(
        [{ _tag: "Remove", ref: ref("b"), expect: { revision: gone.revision } }],
        "op-remove",
      );
      yield* put(store, "a");
      yield* put(store, "z");
      const second = yield* heads({ page: first.next });
      expect([sessionsIn(first), sessionsIn(second)]).toEqual([
        ["b", "c", "d"],
        ["e", "f", "z"],
      ]);
      expect(second.next).toBeNull();
      // What was missed is listed since the cursor, which is the first page's on both.
      expect(second.cursor).toBe(first.cursor);
      expect(sessionsIn(yield* heads({ since: second.cursor })).sort()).toEqual(["a", "b", "z"]);
    }),
  ));

it("ends a listing that fills its last page", () =>
  Effect.runPromise(
    Effect.gen(function* () {
      const { heads } = yield* toolsOver("a", "b", "c");
      expect(yield* heads()).toMatchObject({ heads: [{}, {}, {}], next: null });
    }),
  ));

it("refuses a page with other arguments", () =>
  Effect.runPromise(
    Effect.gen(function* () {
      const { heads } = yield* toolsOver("a", "b", "c", "d");
      const { next } = yield* heads();
      expect(yield* heads({ page: next, sessions: ["a"] })).toMatchObject({
        code: "rejected",
        message: expect.stringContaining("does not belong to these arguments"),
      });
    }),
  ));

it("puts off what does not fit, and never all of it", () =>
  Effect.runPromise(
    Effect.gen(function* () {
      const { store, call } = yield* toolsOver("a", "b");
      yield* put(store, "large", "x".repeat(100));
      const states = (...sessions: ReadonlyArray<string>) =>
        Effect.map(call("artifact_get", { refs: sessions.map(ref) }), (answer) =>
          (answer as unknown as GetOutput).documents.map(({ state }) => state),
        );
      expect(yield* states("a", "none", "large", "b")).toEqual([
        "present",
        "missing",
        "deferred",
        "deferred",
      ]);
      expect(yield* states("large", "a")).toEqual(["present", "deferred"]);
    }),
  ));
