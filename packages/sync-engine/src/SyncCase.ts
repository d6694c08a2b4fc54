/**
 * What may have happened to one document since both sides last agreed, and what sync does about it: one
 * row for each case. Nothing else in the engine decides. The rows are the table in docs/sync.md and the
 * test's table.
 */

/** What one document looks like, in the only words that matter for a decision. */
export interface SyncFacts {
  /** `hostile`: it names no document, or one of another project. */
  readonly name: "safe" | "hostile";
  /** Of its project and session: the same uid on both sides, another one, or one side cannot be read. */
  readonly identity: "same" | "other" | "unreadable";
  /** What both sides last agreed on: nothing, that it is gone, or a text. */
  readonly base: "none" | "removed" | "present";
  /** Not there, the agreed text, one agreed on earlier, or another one. */
  readonly local: "absent" | "base" | "earlier" | "new";
  /** `absent`: a listing does not hold it. `removed`: the remote says so. `unknown`: it could not be read. */
  readonly remote: "unknown" | "absent" | "removed" | "base" | "earlier" | "new";
  /** Both sides are there with the same text. */
  readonly equal: boolean;
  /** Whether a three-way merge of both sides goes through. Asked only where both changed. */
  readonly merge: "clean" | "apart";
  /** What the caller named this document for. */
  readonly wish: SyncWish;
}

export type SyncWish = "none" | "removed" | "restore" | "revert";

export type SyncAction =
  | "nothing"
  | "adopt"
  | "pull"
  | "push"
  | "merge"
  | "conflict"
  | "remove-local"
  | "remove-remote"
  | "refuse";

type Pattern = { readonly [K in keyof SyncFacts]?: ReadonlyArray<SyncFacts[K]> };

interface Row {
  readonly name: string;
  /** What is found, for a reader. */
  readonly when: string;
  readonly does: SyncAction;
  /** Why, in a sentence. */
  readonly because: string;
  readonly patterns: ReadonlyArray<Pattern>;
}

const known = { name: ["safe"], identity: ["same"] } as const;
const seen = { ...known, remote: ["absent", "removed", "base", "earlier", "new"] } as const;
const apart = { ...seen, equal: [false] } as const;
const there = ["earlier", "new"] as const;
const gone = ["absent", "removed"] as const;
/** An earlier text counts as an edit where its return is wanted. */
const behind = { local: ["earlier"], wish: ["none", "removed", "restore"] } as const;
const edits = [{ local: ["new"] }, { local: ["earlier"], wish: ["revert"] }] as const;
const unnamed = { wish: ["none", "revert"] } as const;

export const syncCases = [
  {
    name: "hostile-name",
    when: "The name is no document of this project",
    does: "refuse",
    because: "A name from elsewhere never becomes a path.",
    patterns: [{ name: ["hostile"] }],
  },
  {
    name: "collision",
    when: "Its project or session has another uid on the other side",
    does: "refuse",
    because: "Two things of one name are never merged; nothing of either is touched.",
    patterns: [{ name: ["safe"], identity: ["other"] }],
  },
  {
    name: "identity-unreadable",
    when: "The file that holds the uid cannot be read on one side, and no uid is known from before",
    does: "refuse",
    because: "Without the uid nobody can tell whether it is the same project or session.",
    patterns: [{ name: ["safe"], identity: ["unreadable"] }],
  },
  {
    name: "unknown",
    when: "The remote could not say how this document stands",
    does: "nothing",
    because: "An answer that is missing is never taken for a removal.",
    patterns: [{ ...known, remote: ["unknown"] }],
  },
  {
    name: "in-sync",
    when: "Both sides are as last agreed",
    does: "nothing",
    because: "There is nothing to do.",
    patterns: [{ ...seen, base: ["present"], local: ["base"], remote: ["base"] }],
  },
  {
    name: "both-same",
    when: "Both sides came to the same text",
    does: "adopt",
    because: "Equal texts are agreement, however they came about; this is also how a lost answer heals.",
    patterns: [
      { ...seen, equal: [true], base: ["present"], local: ["earlier", "new"] },
      { ...seen, equal: [true], base: ["present"], local: ["base"], remote: there },
    ],
  },
  {
    name: "both-new-same",
    when: "Nothing was agreed on, and both sides hold the same text",
    does: "adopt",
    because: "A clone that lost what it knew agrees again by looking.",
    patterns: [{ ...seen, equal: [true], base: ["none", "removed"] }],
  },
  {
    name: "local-edit",
    when: "Edited here, unchanged there",
    does: "push",
    because: "The remote is still what the edit was made on.",
    patterns: [{ ...apart, base: ["present"], local: ["new"], remote: ["base"] }],
  },
  {
    name: "revert",
    when: "An earlier text stands here, unchanged there, and the caller wants it back",
    does: "push",
    because: "Named as a revert it is an edit like any other.",
    patterns: [{ ...apart, base: ["present"], local: ["earlier"], remote: ["base"], wish: ["revert"] }],
  },
  {
    name: "remote-edit",
    when: "Unchanged here, edited there",
    does: "pull",
    because: "What stands here was agreed on, so the new text replaces nothing unseen.",
    patterns: [{ ...apart, base: ["present"], local: ["base"], remote: ["new"] }],
  },
  {
    name: "remote-reverted",
    when: "Unchanged here, and the remote is back at an earlier text",
    does: "pull",
    because: "The remote has no branches: somebody went back there. The later text is kept in this clone.",
    patterns: [{ ...apart, base: ["present"], local: ["base"], remote: ["earlier"] }],
  },
  {
    name: "behind",
    when: "An earlier text stands here, as after a switch of branches",
    does: "pull",
    because: "It was agreed on once and moved on from, so it is not an edit and is never pushed.",
    patterns: [
      { ...apart, ...behind, base: ["present"], remote: ["base", ...there] },
      { ...apart, ...behind, base: ["removed"], remote: there },
    ],
  },
  {
    name: "behind-removal",
    when: "An earlier text stands here of a document that is removed there",
    does: "remove-local",
    because: "Nobody edited it since it was agreed on; it goes to the trash.",
    patterns: [
      { ...apart, ...behind, base: ["present"], remote: ["removed"] },
      { ...apart, ...behind, base: ["removed"], remote: gone },
    ],
  },
  {
    name: "both-changed",
    when: "Edited on both sides, and the edits do not touch each other",
    does: "merge",
    because: "Both edits are kept; the merged text is read again before it counts as clean.",
    patterns: edits.map((edit) => ({
      ...apart,
      ...edit,
      base: ["present"] as const,
      remote: there,
      merge: ["clean"] as const,
    })),
  },
  {
    name: "both-changed-apart",
    when: "Edited on both sides in a way that does not merge",
    does: "conflict",
    because: "Nothing is overwritten; all three texts are kept until somebody decides.",
    patterns: edits.map((edit) => ({
      ...apart,
      ...edit,
      base: ["present"] as const,
      remote: there,
      merge: ["apart"] as const,
    })),
  },
  {
    name: "local-new",
    when: "Made here, not there",
    does: "push",
    because: "The remote takes it only where it has no such document.",
    patterns: [{ ...apart, base: ["none"], local: ["new"], remote: ["absent"] }],
  },
  {
    name: "remote-new",
    when: "Made there, not here",
    does: "pull",
    because: "It is written only where nothing stands here.",
    patterns: [{ ...apart, base: ["none"], local: ["absent"], remote: there }],
  },
  {
    name: "both-new-different",
    when: "Nothing was agreed on, and the two sides differ",
    does: "conflict",
    because: "Without a common text nobody can tell which part of either is new.",
    patterns: [
      { ...apart, base: ["none"], local: ["new"], remote: there },
      ...edits.map((edit) => ({ ...apart, ...edit, base: ["removed"] as const, remote: there })),
    ],
  },
  {
    name: "recreated",
    when: "Removed by agreement, and written anew here",
    does: "push",
    because: "A text made after the removal is a new one.",
    patterns: edits.map((edit) => ({ ...apart, ...edit, base: ["removed"] as const, remote: gone })),
  },
  {
    name: "remote-recreated",
    when: "Removed by agreement, and written anew there",
    does: "pull",
    because: "A text made after the removal is a new one.",
    patterns: [{ ...apart, base: ["removed"], local: ["absent"], remote: there }],
  },
  {
    name: "local-missing",
    when: "Not here, still there",
    does: "nothing",
    because: "A file that is absent proves no removal: name it as removed, or as one to restore.",
    patterns: [{ ...apart, ...unnamed, base: ["present"], local: ["absent"], remote: ["base", ...there] }],
  },
  {
    name: "local-removed",
    when: "Not here and named as removed, unchanged there",
    does: "remove-remote",
    because: "The removal was said, and the remote is still what was agreed on.",
    patterns: [{ ...apart, base: ["present"], local: ["absent"], remote: ["base"], wish: ["removed"] }],
  },
  {
    name: "removed-here-edited-there",
    when: "Not here and named as removed, edited there",
    does: "conflict",
    because: "An edit outweighs a removal.",
    patterns: [{ ...apart, base: ["present"], local: ["absent"], remote: there, wish: ["removed"] }],
  },
  {
    name: "local-restored",
    when: "Not here and named as one to restore, still there",
    does: "pull",
    because: "It was asked for.",
    patterns: [
      { ...apart, base: ["present"], local: ["absent"], remote: ["base", ...there], wish: ["restore"] },
    ],
  },
  {
    name: "remote-removed",
    when: "Unchanged here, removed there",
    does: "remove-local",
    because: "The remote says so itself, and nobody edited it here; it goes to the trash.",
    patterns: [{ ...apart, base: ["present"], local: ["base"], remote: ["removed"] }],
  },
  {
    name: "removed-there-edited-here",
    when: "Edited here, removed there",
    does: "conflict",
    because: "An edit outweighs a removal.",
    patterns: edits.map((edit) => ({
      ...apart,
      ...edit,
      base: ["present"] as const,
      remote: ["removed"] as const,
    })),
  },
  {
    name: "removed-there-new-here",
    when: "Never agreed on, here, and removed there",
    does: "conflict",
    because: "Nobody can tell whether the text here is older than the removal.",
    patterns: [{ ...apart, base: ["none"], local: ["new"], remote: ["removed"] }],
  },
  {
    name: "remote-missing",
    when: "Here, and the remote does not list it, without saying that it was removed",
    does: "nothing",
    because: "A listing may be incomplete: name it as removed, or as one to restore.",
    patterns: [
      { ...apart, ...unnamed, base: ["present"], local: ["base"], remote: ["absent"] },
      {
        ...apart,
        base: ["present"],
        local: ["new"],
        remote: ["absent"],
        wish: ["none", "removed", "revert"],
      },
      { ...apart, base: ["present"], local: ["earlier"], remote: ["absent"] },
    ],
  },
  {
    name: "remote-missing-removed",
    when: "Unchanged here, not listed there, and named as removed",
    does: "remove-local",
    because: "The removal was said; it goes to the trash.",
    patterns: [{ ...apart, base: ["present"], local: ["base"], remote: ["absent"], wish: ["removed"] }],
  },
  {
    name: "remote-restored",
    when: "Here, not listed there, and named as one to restore",
    does: "push",
    because: "It was asked for, and the remote takes it only where it has no such document.",
    patterns: [
      { ...apart, base: ["present"], local: ["base", "new"], remote: ["absent"], wish: ["restore"] },
    ],
  },
  {
    name: "both-removed",
    when: "Gone here, and removed there or named as removed",
    does: "adopt",
    because: "Both sides agree that it is gone.",
    patterns: [
      { ...apart, base: ["present"], local: ["absent"], remote: ["removed"] },
      { ...apart, base: ["present"], local: ["absent"], remote: ["absent"], wish: ["removed"] },
    ],
  },
  {
    name: "missing-everywhere",
    when: "Neither here nor listed there, and nobody said that it was removed",
    does: "nothing",
    because: "Both may be passing: name it as removed, and it is settled.",
    patterns: [
      {
        ...apart,
        base: ["present"],
        local: ["absent"],
        remote: ["absent"],
        wish: ["none", "restore", "revert"],
      },
    ],
  },
  {
    name: "gone",
    when: "Neither here nor there, as agreed or as it always was",
    does: "nothing",
    because: "There is nothing to do.",
    patterns: [{ ...apart, base: ["none", "removed"], local: ["absent"], remote: gone }],
  },
] as const satisfies ReadonlyArray<Row>;

export type SyncCaseName = (typeof syncCases)[number]["name"];

export interface SyncCase extends Row {
  readonly name: SyncCaseName;
}

const table: ReadonlyArray<SyncCase> = syncCases;

const matches = (pattern: Pattern, facts: SyncFacts): boolean =>
  (Object.keys(pattern) as ReadonlyArray<keyof SyncFacts>).every((key) =>
    (pattern[key] as ReadonlyArray<unknown>).includes(facts[key]),
  );

/** Every case that these facts are; exactly one for facts that can be. */
export const casesOf = (facts: SyncFacts): ReadonlyArray<SyncCase> =>
  table.filter(({ patterns }) => patterns.some((pattern) => matches(pattern, facts)));

/** The case of a document. Dies on facts that cannot be. */
export const caseOf = (facts: SyncFacts): SyncCase => {
  const found = table.find(({ patterns }) => patterns.some((pattern) => matches(pattern, facts)));
  if (found === undefined) throw new Error(`No case for ${JSON.stringify(facts)}.`);
  return found;
};

/** Whether a document changed on both sides, so that the answer hangs on a merge. */
export const asksForMerge = (facts: SyncFacts): boolean => caseOf(facts).name.startsWith("both-changed");

/** Which ways may be written in one run: `push` writes to the remote, `pull` here. */
export type SyncDirection = "push" | "pull" | "both";

/** Whether an action belongs to a direction. Agreeing, reporting and keeping a conflict belong to each. */
export const belongsTo = (action: SyncAction, direction: SyncDirection): boolean => {
  if (direction === "both") return true;
  if (action === "push" || action === "remove-remote") return direction === "push";
  if (action === "pull" || action === "merge" || action === "remove-local") return direction === "pull";
  return true;
};
