/** Two processes that write the same document, with tokens of their own. */
import { type Change, type DesignStoreService, newOperation } from "@idse/design-store";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { impatient, useNotion } from "./notion.ts";
import { commit, committing, open, put, read, ref, remove, textOf } from "./store.ts";

const notion = useNotion();
const spec = ref("spec");

const room = () => {
  const { workspace } = notion.server;
  const integration = workspace.newIntegration();
  const other = workspace.newIntegration(integration.dataSource);
  const pages = () =>
    [...workspace.pages.values()].filter(
      ({ dataSource, inTrash }) => dataSource === integration.dataSource && !inTrash,
    );
  return {
    integration,
    pages,
    mine: open(notion.directly(integration)),
    theirs: open(notion.directly(other)),
    later: open(notion.directly(workspace.newIntegration(integration.dataSource))),
  };
};

type Answer = Awaited<ReturnType<typeof committing>>;
const tagOf = (answer: Answer | undefined): string =>
  answer === undefined ? "none" : answer._tag === "Success" ? "Success" : answer.failure._tag;

/** Runs a commit and, before each of its requests in turn, the whole of another. */
const interleaved = async (
  prepare: (store: DesignStoreService) => Promise<[Change, ...Array<Change>]>,
  theirChange: (store: DesignStoreService) => Promise<Answer>,
  judge: (mine: Answer, theirs: Answer | undefined, scene: ReturnType<typeof room>) => Promise<void>,
) => {
  for (let at = 1; ; at += 1) {
    const scene = room();
    const changes = await prepare(scene.mine);
    let theirs: Answer | undefined;
    notion.server.reset({
      before: async ({ by, number }) => {
        if (by === scene.integration.id && number === at) theirs = await theirChange(scene.theirs);
      },
    });
    const mine = await committing(scene.mine, changes);
    notion.server.reset();
    notion.server.workspace.now += 120_000;
    await judge(mine, theirs, scene);
    if (theirs === undefined) return expect(at).toBeGreaterThan(3);
  }
};

describe("two writers of one document", () => {
  it("never both replace the same text", async () => {
    let expected = "";
    await interleaved(
      async (store) => {
        const [{ revision }] = await commit(store, put(spec, "# Old\n\n* one\n"));
        return [put(spec, "# Mine\n\n* two\n", revision)];
      },
      async (store) => {
        expected = (await read(store, spec))?.revision ?? "";
        return committing(store, [put(spec, "# Theirs\n\n* three\n", expected)]);
      },
      async (mine, theirs, { later }) => {
        const text = await textOf(later, spec);
        if (theirs === undefined)
          return expect([tagOf(mine), text]).toEqual(["Success", "# Mine\n\n* two\n"]);
        if (tagOf(theirs) === "Success") expect(text).toContain("Theirs");
        else expect(text).toContain("Mine");
        if (mine._tag === "Success") expect(mine.success.heads[0]?.revision).toBe(expected);
        else expect(["RevisionConflict", "Malformed"]).toContain(tagOf(mine));
      },
    );
  });

  it("never both make it, and leave one page", async () => {
    await interleaved(
      async () => [put(spec, "# Mine\n")],
      (store) => committing(store, [put(spec, "# Theirs\n")]),
      async (mine, theirs, { later, pages }) => {
        const tags = [tagOf(mine), tagOf(theirs)];
        expect(tags.filter((tag) => tag === "Success")).toHaveLength(1);
        expect(pages()).toHaveLength(1);
        expect(await textOf(later, spec)).toBe(mine._tag === "Success" ? "# Mine\n" : "# Theirs\n");
        if (theirs !== undefined) expect(tags.filter((tag) => tag === "RevisionConflict")).toHaveLength(1);
      },
    );
  });

  it("never replace what the other removes, nor remove what the other wrote", async () => {
    await interleaved(
      async (store) => {
        const [{ revision }] = await commit(store, put(spec, "# Old\n"));
        return [remove(spec, revision)];
      },
      async (store) => {
        const found = await read(store, spec);
        return found === undefined
          ? committing(store, [put(spec, "# Theirs\n")])
          : committing(store, [put(spec, "# Theirs\n", found.revision)]);
      },
      async (mine, theirs, { later }) => {
        if (theirs === undefined) return expect(await textOf(later, spec)).toBeUndefined();
        expect(tagOf(theirs)).toBe("Success");
        expect(["Success", "RevisionConflict"]).toContain(tagOf(mine));
        expect(await textOf(later, spec)).toContain("Theirs");
      },
    );
  });

  it("of whom many run at once: one replaces, the others are refused", async () => {
    const { mine, integration, later } = room();
    const { workspace } = notion.server;
    const [{ revision }] = await commit(mine, put(spec, "# Old\n"));
    const texts = Array.from({ length: 12 }, (_, index) => `# Writer ${index}\n\n* text ~\n`);
    const answers = await Promise.all(
      texts.map((text) =>
        committing(open(notion.directly(workspace.newIntegration(integration.dataSource))), [
          put(spec, text, revision),
        ]),
      ),
    );
    const winners = texts.filter((_, index) => tagOf(answers[index]) === "Success");
    expect(winners).toHaveLength(1);
    expect(answers.map(tagOf).filter((tag) => tag === "RevisionConflict")).toHaveLength(11);
    expect(await textOf(later, spec)).toBe(winners[0]);
  });

  it("of whom many make it at once: one does, where they are patient", async () => {
    const { integration, later, pages } = room();
    const { workspace } = notion.server;
    const texts = Array.from({ length: 4 }, (_, index) => `# Writer ${index}\n`);
    const retry = { ...impatient, attempts: 12, budgetMs: 10_000 };
    const answers = await Promise.all(
      texts.map((text) => {
        const options = notion.directly(workspace.newIntegration(integration.dataSource), { retry });
        return committing(open(options), [put(spec, text)]);
      }),
    );
    const winners = texts.filter((_, index) => tagOf(answers[index]) === "Success");
    expect(winners).toHaveLength(1);
    expect(pages()).toHaveLength(1);
    expect(await textOf(later, spec)).toBe(winners[0]);
  });

  it("of whom many make it at once: one at most does, and what it wrote is there", async () => {
    const { integration, later, pages } = room();
    const { workspace } = notion.server;
    const texts = Array.from({ length: 6 }, (_, index) => `# Writer ${index}\n`);
    const answers = await Promise.all(
      texts.map((text) =>
        committing(open(notion.directly(workspace.newIntegration(integration.dataSource))), [
          put(spec, text),
        ]),
      ),
    );
    const winners = texts.filter((_, index) => tagOf(answers[index]) === "Success");
    expect(winners.length).toBeLessThanOrEqual(1);
    expect(pages()).toHaveLength(winners.length);
    expect(await textOf(later, spec)).toBe(winners[0]);
  });
});

describe("two writers of one session", () => {
  it("do not disturb each other in different documents", async () => {
    const { mine, theirs, later } = room();
    const [left, right] = await Promise.all([
      committing(mine, [put(spec, "# Spec\n")]),
      committing(theirs, [put(ref("plan"), "# Plan\n")]),
    ]);
    expect([tagOf(left), tagOf(right)]).toEqual(["Success", "Success"]);
    notion.server.workspace.now += 61_000;
    expect([await textOf(later, spec), await textOf(later, ref("plan"))]).toEqual(["# Spec\n", "# Plan\n"]);
  });
});

describe("a store", () => {
  it("lets its own readers wait until a commit of several documents is whole", async () => {
    const { mine } = room();
    const writing = Effect.runPromise(
      mine.commit([put(spec, "a\n"), put(ref("plan"), "b\n")], newOperation()),
    );
    const reading = Effect.runPromise(mine.get([spec, ref("plan")]));
    await writing;
    expect((await reading).map(({ _tag }) => _tag)).toEqual(["StoredDocument", "StoredDocument"]);
  });
});
