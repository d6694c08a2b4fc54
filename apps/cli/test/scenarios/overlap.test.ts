/** Two features, two branches, one section of the blueprint. */
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  answerOf,
  edit,
  fillIn,
  git,
  idse,
  jsonOf,
  read,
  sessionFolder,
  stageFiles,
  textOf,
  treeOf,
  workspace,
} from "../support.ts";

const specOf = (repo: string, session: string): string => join(sessionFolder(repo, session), stageFiles.spec);

const commitAll = (repo: string, message: string): void => {
  git(repo, "add", "--all");
  git(repo, "commit", "--quiet", "--message", message);
};

const say = (repo: string, session: string, words: string): void =>
  edit(specOf(repo, session), (text) => `${text}\n${words}\n`);

const proposing = (words: string): string => `## Blueprint: Functional Requirements\n\n- **FR-1**: ${words}`;

const warnedIn = (repo: string, session: string): ReadonlyArray<string> =>
  jsonOf(
    idse(["validate", "--json", "--session", session, "--rule", "article-11/overlap"], { cwd: repo }),
  ).findings.map((one: { message: string }) => one.message);

const overlapsIn = (repo: string) =>
  answerOf(repo, "overlap").overlaps.map(
    (one: { stage: string; section: string; sessions: ReadonlyArray<{ session: string; how: string }> }) => [
      `${one.stage}: ${one.section}`,
      one.sessions.map(({ session, how }) => `${session} ${how}`),
    ],
  );

/** Each feature is made on a branch of its own, from the same blueprint. */
const twoBranches = (first: string, second: string): string => {
  const repo = workspace({ git: true, filled: true });
  commitAll(repo, "blueprint");
  for (const [session, words] of [
    ["cart", first],
    ["voucher", second],
  ] as const) {
    git(repo, "switch", "--quiet", "--create", session, "main");
    textOf(repo, "spawn", session);
    fillIn(repo, session);
    say(repo, session, words);
    commitAll(repo, session);
  }
  return repo;
};

describe("two features on two branches that work on one section of the blueprint", () => {
  it("cannot see each other before they meet, and are both named after", () => {
    const repo = twoBranches("See demo/__blueprint__#FR-1.", proposing("Sell vouchers."));
    for (const session of ["voucher", "cart"]) {
      git(repo, "switch", "--quiet", session);
      expect(overlapsIn(repo)).toEqual([]);
      expect(warnedIn(repo, session)).toEqual([]);
      expect(textOf(repo, "overlap")).toContain(
        `Looked at 2 open sessions on the branch ${session}. Sessions on other branches cannot be seen from here.`,
      );
    }
    git(repo, "merge", "--quiet", "--no-edit", "voucher");
    expect(overlapsIn(repo)).toEqual([["spec: Functional Requirements", ["voucher changes", "cart cites"]]]);
    expect(warnedIn(repo, "cart")).toEqual([expect.stringContaining("voucher")]);
    expect(warnedIn(repo, "voucher")).toEqual([expect.stringContaining("cart")]);
    const text = textOf(repo, "overlap");
    expect(text).toContain('"Functional Requirements" in the spec of __blueprint__');
    expect(text).toMatch(/voucher changes it \(ada\)\n {4}\.idse\/.*\/voucher\/specs\/spec\.md:\d+:1\n/);
    expect(answerOf(repo, "overlap", "--session", "cart").overlaps.length).toBe(1);
    expect(answerOf(repo, "overlap", "--session", "__blueprint__").overlaps).toEqual([]);
  });

  it("meet by a link to the section too, and no more when one of them is complete", () => {
    const link = "[the requirements](../../__blueprint__/specs/spec.md#functional-requirements)";
    const repo = twoBranches(link, "See demo/__blueprint__#FR-1.");
    git(repo, "merge", "--quiet", "--no-edit", "cart");
    expect(overlapsIn(repo)).toEqual([["spec: Functional Requirements", ["cart cites", "voucher cites"]]]);
    edit(join(sessionFolder(repo, "cart"), "metadata/session.json"), (text) =>
      text.replace('"status": "draft"', '"status": "archived"'),
    );
    expect(overlapsIn(repo)).toEqual([]);
    expect(warnedIn(repo, "voucher")).toEqual([]);
  });

  it("both want to write it: the second is refused with all three versions, and nothing is written", () => {
    const repo = twoBranches(proposing("Sell carts."), proposing("Sell vouchers."));
    git(repo, "merge", "--quiet", "--no-edit", "cart");
    expect(answerOf(repo, "blueprint", "merge", "cart").unchanged).toBe(false);
    const blueprint = read(specOf(repo, "__blueprint__"));
    expect(blueprint).toContain("- **FR-1**: Sell carts.");
    commitAll(repo, "cart is in the blueprint");

    const before = treeOf(repo);
    for (const args of [
      ["blueprint", "merge", "voucher"],
      ["blueprint", "merge", "voucher", "--dry-run"],
    ]) {
      const refused = idse(args, { cwd: repo });
      expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 4, stdout: "" });
      expect(refused.stderr).toMatch(
        /<<<<<<< __blueprint__ now\n[\s\S]*Sell carts\.\n\|{7} when voucher was built on it\n[\s\S]*Written\.\n={7}\n[\s\S]*Sell vouchers\.\n>{7} proposed by voucher\n/,
      );
      expect(refused.stderr).toContain("Nothing was written.");
      expect(refused.stderr).toMatch(/\n {2}idse diff spec --of parent --session voucher\n$/);
    }
    const { error } = jsonOf(idse(["blueprint", "merge", "voucher", "--json"], { cwd: repo }));
    expect(error).toMatchObject({
      code: "base-changed",
      details: {
        session: "voucher",
        parent: "__blueprint__",
        conflicts: [
          {
            stage: "spec",
            section: "Functional Requirements",
            base: expect.stringContaining("Written."),
            now: expect.stringContaining("Sell carts."),
            proposed: expect.stringContaining("Sell vouchers."),
            clean: false,
          },
        ],
      },
    });
    expect(treeOf(repo)).toEqual(before);
    expect(git(repo, "status", "--porcelain")).toBe("");

    edit(specOf(repo, "voucher"), (text) =>
      text.replace("Sell vouchers.", "Sell carts.\n- **FR-2**: Sell vouchers."),
    );
    textOf(
      repo,
      "stage",
      "ack",
      "spec",
      "--of",
      "parent",
      "--session",
      "voucher",
      "--reason",
      "both are in it now",
    );
    textOf(repo, "blueprint", "merge", "voucher");
    expect(read(specOf(repo, "__blueprint__"))).toBe(
      blueprint.replace("Sell carts.\n", "Sell carts.\n- **FR-2**: Sell vouchers.\n"),
    );
  });
});
