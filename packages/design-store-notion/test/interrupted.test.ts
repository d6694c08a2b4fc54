/** Clients that die between two requests, and answers that never arrive. */
import { type Change, type DesignStoreService, newOperation, type OperationId } from "@idse/design-store";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { NotionDesignStore } from "../src/index.ts";
import { useNotion } from "./notion.ts";
import { commit, committing, open, project, put, ref, remove, textOf } from "./store.ts";
import { dying } from "./transports.ts";

const notion = useNotion();
const [intent, spec, plan] = [ref("intent"), ref("spec"), ref("plan")];

interface Scene {
  readonly options: NotionDesignStore.Options;
  readonly store: DesignStoreService;
  readonly changes: [Change, ...Array<Change>];
  readonly operation: OperationId;
}

type Prepare = (store: DesignStoreService) => Promise<[Change, ...Array<Change>]>;

const scene = async (prepare: Prepare): Promise<Scene> => {
  const options = notion.directly(notion.server.workspace.newIntegration());
  const store = open(options);
  const changes = await prepare(store);
  return { options, store, changes, operation: newOperation() };
};

/** What the documents of a scene say, or how reading them failed. */
const stateOf = async (options: NotionDesignStore.Options) => {
  const found = await Effect.runPromise(Effect.result(open(options).get([intent, spec, plan])));
  if (found._tag === "Failure") return found.failure;
  return found.success.map((one) => (one._tag === "Missing" ? null : one.content));
};

const replacing: Prepare = async (store) => {
  const [{ revision }] = await commit(store, put(spec, "# Old\n\n* one\n"));
  return [put(spec, "# New\n\n* one &hellip;\n", revision)];
};

const replacingPlainly: Prepare = async (store) => {
  const [{ revision }] = await commit(store, put(spec, "# Old\n"));
  return [put(spec, "# New\n\n* one\n", revision)];
};

/** What a person made of a page, and a page that a person made: neither is a text that this store knows. */
const replacingTheirs: Prepare = async (store) => {
  await commit(store, put(spec, "# Old\n\n* one\n"));
  const page = newestPage();
  notion.server.workspace.edit(page, (body) => `${body}\nTheirs.`);
  const [found] = await Effect.runPromise(store.get([spec]));
  return [put(spec, "# New\n\n* one\n", found?._tag === "StoredDocument" ? found.revision : "")];
};

const replacingHandmade: Prepare = async (store) => {
  const change = await replacingTheirs(store);
  const page = newestPage();
  for (const name of ["IDSE Record", "IDSE Source", "IDSE Digest", "IDSE Version"]) page.values.delete(name);
  const [found] = await Effect.runPromise(store.get([spec]));
  const revision = found?._tag === "StoredDocument" ? found.revision : "";
  return change.map((one) => ({ ...one, expect: { revision } })) as [Change];
};

const newestPage = () => {
  const page = [...notion.server.workspace.pages.values()].at(-1);
  if (page === undefined) throw new Error("no page");
  return page;
};

const making: Prepare = async () => [put(spec, "# New\n\n* one\n")];

const removing: Prepare = async (store) => {
  const [{ revision }] = await commit(store, put(spec, "# Old\n"));
  return [remove(spec, revision)];
};

/** Several documents, one of each kind of change. */
const mixed: Prepare = async (store) => {
  const [old, gone] = await commit(store, put(spec, "# Old\n\n* one\n"), put(plan, "# Gone\n"));
  if (gone === undefined) throw new Error("two documents");
  return [put(intent, "# Made\n"), put(spec, "# New\n\n* two\n", old.revision), remove(plan, gone.revision)];
};

const writesIn = (log: ReadonlyArray<string>): number =>
  log.filter((name) => !/^get|^query/.test(name)).length;

/** Its writer died before it knew the rendering, which does not show by its letters whose it is. */
const asNotionRendersIt = [null, "# New\n\n* one …\n", null];

const prepared = { replacing, replacingTheirs, replacingHandmade, making, removing, mixed };

describe.each(Object.entries(prepared))("a client that dies while %s", (_, prepare) => {
  it("leaves the old state, the new one, or one that says it is half written; sending it again completes it", async () => {
    const whole = await scene(prepare);
    notion.server.reset();
    const before = await stateOf(whole.options);
    notion.server.reset();
    expect((await committing(whole.store, whole.changes))._tag).toBe("Success");
    const writes = writesIn(notion.server.log);
    const after = await stateOf(whole.options);
    expect(writes).toBeGreaterThan(1);

    for (let count = 0; count < writes; count += 1) {
      const { options, changes, operation } = await scene(prepare);
      const answer = await committing(
        open({ ...options, fetch: dying(count, notion.server.direct) }),
        changes,
        operation,
      );
      expect(answer._tag === "Failure" ? answer.failure._tag : "Success").toBe("Unavailable");
      const state = await stateOf(options);
      if (Array.isArray(state)) expect([before, after, asNotionRendersIt]).toContainEqual(state);
      else
        expect(state).toMatchObject({ _tag: "Malformed", message: expect.stringContaining("half written") });

      notion.server.workspace.now += 300_000;
      const again = await committing(open(options), changes, operation);
      expect(again._tag).toBe("Success");
      expect(await stateOf(options)).toEqual(after);
      expect(await committing(open(options), changes, operation)).toEqual(again);
      expect(await stateOf(options)).toEqual(after);
    }
  });

  it("whose answers get lost finds out what became of them", async () => {
    const whole = await scene(prepare);
    notion.server.reset();
    await committing(whole.store, whole.changes);
    const writes = writesIn(notion.server.log);
    const after = await stateOf(whole.options);

    for (let lost = 1; lost <= writes; lost += 1) {
      const { options, store, changes, operation } = await scene(prepare);
      notion.server.reset({ loseAnswer: ({ writes: count, isRead }) => !isRead && count === lost });
      const answer = await committing(store, changes, operation);
      notion.server.reset();
      // A rendering that letters do not explain may be anybody's: then it is said that it is not known.
      if (answer._tag === "Failure")
        expect(answer.failure).toMatchObject({
          _tag: "Malformed",
          message: expect.stringContaining("neither"),
        });
      else expect(await stateOf(options)).toEqual(after);
      for (const one of changes) {
        const pages = notion.server.workspace
          .pagesOf(`${project}::checkout::${one.ref.kind}`)
          .filter(({ dataSource, inTrash }) => dataSource.id === options.dataSource && !inTrash);
        expect(pages).toHaveLength(one._tag === "Remove" ? 0 : 1);
      }
      expect(await committing(open(options), changes, operation)).toEqual(answer);
    }
  });
});

describe("a commit that is sent again after somebody edited what it had begun", () => {
  it.each([
    ["before its text was there", 1],
    ["after", 2],
  ])("is refused, and their text stays (%s)", async (_, writes) => {
    const { options, store, changes, operation } = await scene(replacing);
    await committing(open({ ...options, fetch: dying(writes, notion.server.direct) }), changes, operation);
    notion.server.workspace.edit(newestPage(), (body) => `${body}\nTheirs.`);
    notion.server.workspace.now += 300_000;
    const kept: Array<string> = [];
    const again = open({ ...options, keepPreImage: (_ref, text) => Effect.sync(() => void kept.push(text)) });
    expect(await committing(again, changes, operation)).toMatchObject({
      failure: { _tag: "RevisionConflict" },
    });
    expect(await textOf(store, spec)).toContain("Theirs.");
    expect(kept.join("\n")).toContain("Theirs.");
  });
});

describe("a commit that was cut off and has arrived all the same", () => {
  it("belongs to what its page has done, when another writes on top of it", async () => {
    const { options, changes, operation } = await scene(replacingPlainly);
    await committing(open({ ...options, fetch: dying(2, notion.server.direct) }), changes, operation);
    const [found] = await Effect.runPromise(open(options).get([spec]));
    if (found?._tag !== "StoredDocument") throw new Error("no spec");
    expect(found.content).toBe("# New\n\n* one\n");
    await commit(open(options), put(spec, "# Newer\n", found.revision));
    const again = await committing(open(options), changes, operation);
    expect(again).toMatchObject({ success: { heads: [{ revision: found.revision }] } });
    expect(await textOf(open(options), spec)).toBe("# Newer\n");
  });
});

describe("a write that Notion did not carry out, while somebody edits", () => {
  it("is not taken for theirs", async () => {
    const { store, changes, operation } = await scene(replacing);
    let isOut = false;
    notion.server.reset({
      refuse: ({ endpoint }) => {
        if (endpoint !== "updatePageMarkdown" || isOut) return undefined;
        isOut = true;
        notion.server.workspace.edit(newestPage(), (body) => `${body}\nTheirs.`);
        return { status: 502, code: "bad_gateway" };
      },
    });
    for (let round = 0; round < 2; round += 1)
      expect(await committing(store, changes, operation)).toMatchObject({
        failure: { _tag: "RevisionConflict" },
      });
    expect(await textOf(store, spec)).toBe("# Old\n\n* one\n\nTheirs.\n");
  });
});

describe("a commit that nobody sends again", () => {
  const tear = async (count: number) => {
    const { options, changes } = await scene(mixed);
    await committing(open({ ...options, fetch: dying(count, notion.server.direct) }), changes);
    return options;
  };

  it("names the session, what is new and what is old, and what to do", async () => {
    const options = await tear(4);
    const state = await stateOf(options);
    expect(state).toMatchObject({ _tag: "Malformed" });
    const { message } = state as { message: string };
    expect(message).toMatch(/^shop\/checkout is half written/);
    expect(message).toContain("new: intent");
    expect(message).toContain("begun: spec");
    expect(message).toContain("old: plan");
    expect(message).toContain("idse store repair");
    const heads = await Effect.runPromise(Effect.result(open(options).heads({ project })));
    expect(heads).toMatchObject({ _tag: "Failure", failure: { _tag: "Malformed", message } });
  });

  it("leaves documents that it does not touch alone", async () => {
    const options = await tear(4);
    const store = open(options);
    const [{ revision }] = await commit(store, put(ref("feedback"), "# Feedback\n"));
    expect(await textOf(store, ref("feedback"))).toBe("# Feedback\n");
    await commit(store, put(ref("feedback"), "# More\n", revision));
    const { heads } = await Effect.runPromise(store.heads({ project, kinds: ["feedback"] }));
    expect(heads).toHaveLength(1);
    const answer = await committing(store, [put(ref("context"), "a\n"), put(ref("narrative"), "b\n")]);
    expect(answer).toMatchObject({ _tag: "Failure", failure: { _tag: "Malformed" } });
    expect(await textOf(store, ref("context"))).toBeUndefined();
  });

  it("is accepted as it stands by a repair, which says what it found", async () => {
    const options = await tear(4);
    const repaired = await Effect.runPromise(
      NotionDesignStore.repair(options, { project, session: "checkout" }),
    );
    expect(
      repaired.map(({ documents }) => documents.map(({ ref: { kind }, found }) => [kind, found])),
    ).toEqual([
      [
        ["intent", "new"],
        ["spec", "begun"],
        ["plan", "old"],
      ],
    ]);
    expect(await stateOf(options)).toEqual(["# Made\n", "# Old\n\n* one\n", "# Gone\n"]);
    expect(
      await Effect.runPromise(NotionDesignStore.repair(options, { project, session: "checkout" })),
    ).toEqual([]);
    const found = await Effect.runPromise(open(options).get([spec]));
    const [document] = found;
    if (document?._tag !== "StoredDocument") throw new Error("no spec");
    await commit(open(options), put(spec, "# Newer\n", document.revision));
    expect(await textOf(open(options), spec)).toBe("# Newer\n");
  });

  it("touches every session that a commit touched", async () => {
    const options = notion.directly(notion.server.workspace.newIntegration());
    const beta = ref("spec", "beta");
    await committing(open({ ...options, fetch: dying(4, notion.server.direct) }), [
      put(spec, "a\n"),
      put(beta, "b\n"),
    ]);
    const alone = await Effect.runPromise(Effect.result(open(options).get([beta])));
    expect(alone).toMatchObject({ _tag: "Failure", failure: { _tag: "Malformed" } });
    await Effect.runPromise(NotionDesignStore.repair(options, { project, session: "checkout" }));
    expect(await textOf(open(options), spec)).toBe("a\n");
    expect(await textOf(open(options), beta)).toBeUndefined();
  });

  it("is closed and remembered by the next commit where nothing of it is missing", async () => {
    const { options, changes, operation } = await scene(mixed);
    const other = await scene(mixed);
    notion.server.reset();
    await committing(other.store, other.changes);
    const writes = writesIn(notion.server.log);
    await committing(
      open({ ...options, fetch: dying(writes - 1, notion.server.direct) }),
      changes,
      operation,
    );
    const store = open(options);
    await commit(store, put(ref("context"), "a\n"), put(ref("narrative"), "b\n"));
    await commit(store, put(plan, "# Again\n"));
    expect((await committing(store, changes, operation))._tag).toBe("Success");
    expect(await textOf(store, plan)).toBe("# Again\n");
  });

  it("is closed by a commit of one of its documents, too, so that it is not remembered by pages alone", async () => {
    const { options, changes, operation } = await scene(mixed);
    const other = await scene(mixed);
    notion.server.reset();
    await committing(other.store, other.changes);
    const writes = writesIn(notion.server.log);
    await committing(
      open({ ...options, fetch: dying(writes - 1, notion.server.direct) }),
      changes,
      operation,
    );
    const store = open(options);
    // More often than a page remembers.
    for (let round = 0; round < 22; round += 1) {
      const [found] = await Effect.runPromise(store.get([intent]));
      const revision = found?._tag === "StoredDocument" ? found.revision : "";
      await commit(store, put(intent, `# Round ${round}\n`, revision));
    }
    expect((await committing(store, changes, operation))._tag).toBe("Success");
    expect(await stateOf(options)).toEqual(["# Round 21\n", "# New\n\n* two\n", null]);
  });

  it("is not mistaken for another one of the same name", async () => {
    const { options, changes, operation } = await scene(mixed);
    await committing(open({ ...options, fetch: dying(2, notion.server.direct) }), changes, operation);
    const answer = await committing(
      open(options),
      [put(intent, "# Other\n"), put(ref("tasks"), "# x\n")],
      operation,
    );
    expect(answer).toMatchObject({ _tag: "Failure", failure: { _tag: "Rejected" } });
  });
});
