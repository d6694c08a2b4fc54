/** What may happen in the model, as data. */
import * as fc from "fast-check";
import type { SyncDirection } from "../../src/index.ts";
import { documents, type EditKind } from "./documents.ts";

export interface Faults {
  /** The process is killed before this operation on a file. */
  readonly crashAtFile: number | null;
  /** The process is killed at this request to either store: before it is carried out, or after. */
  readonly crashAtCall: { readonly at: number; readonly after: boolean } | null;
  /** This request to the remote is carried out, and its answer is lost. */
  readonly loseAt: number | null;
  /** This request to the remote never gets there. */
  readonly dropAt: number | null;
  /** This commit arrives later, if at all; there is no answer. */
  readonly lateAt: number | null;
  /** Each commit arrives twice. */
  readonly twice: boolean;
  /** Whole listings of the remote leave out every n-th document. */
  readonly partial: number | null;
  /** Listings come in another order. */
  readonly shuffled: boolean;
  /** Something else happens ahead of a request. */
  readonly meanwhile: { readonly at: number; readonly command: Command } | null;
}

export type Command =
  | {
      readonly _tag: "Edit";
      readonly client: number;
      readonly doc: number;
      readonly kind: EditKind;
      readonly at: number;
    }
  | { readonly _tag: "Create"; readonly client: number; readonly doc: number; readonly which: number }
  | {
      readonly _tag: "Human";
      readonly doc: number;
      readonly kind: EditKind | "create" | "remove";
      readonly at: number;
    }
  | { readonly _tag: "Remove"; readonly client: number; readonly doc: number }
  | { readonly _tag: "Lose"; readonly client: number; readonly doc: number }
  | { readonly _tag: "Switch"; readonly client: number; readonly to: number }
  | { readonly _tag: "Revert"; readonly client: number; readonly doc: number; readonly to: number }
  | {
      readonly _tag: "Resolve";
      readonly client: number;
      readonly doc: number;
      readonly how: "ours" | "theirs" | "merged";
    }
  | { readonly _tag: "Deliver" }
  | {
      readonly _tag: "Sync";
      readonly client: number;
      readonly direction: SyncDirection;
      readonly clock: number;
      /** Lists the whole remote. */
      readonly fresh: boolean;
      /** One document in a commit. */
      readonly alone: boolean;
      readonly faults: Faults | null;
    };

// Paths cross more often where few are walked.
const client = fc.constantFrom(0, 0, 0, 1, 1, 2, 3);
const doc = fc.nat(documents.length - 1);
const at = fc.nat(9);
const kind = fc.constantFrom<EditKind>("insert", "insert", "replace", "replace", "delete", "rewrite");

const simple = {
  edit: fc.record({ _tag: fc.constant("Edit" as const), client, doc, kind, at }),
  create: fc.record({ _tag: fc.constant("Create" as const), client, doc, which: fc.nat(1) }),
  human: fc.record({
    _tag: fc.constant("Human" as const),
    doc,
    kind: fc.constantFrom("insert", "replace", "rewrite", "create", "remove") as fc.Arbitrary<
      EditKind | "create" | "remove"
    >,
    at,
  }),
  remove: fc.record({ _tag: fc.constant("Remove" as const), client, doc }),
  lose: fc.record({ _tag: fc.constant("Lose" as const), client, doc }),
  switch: fc.record({ _tag: fc.constant("Switch" as const), client, to: fc.nat(3) }),
  revert: fc.record({ _tag: fc.constant("Revert" as const), client, doc, to: fc.nat(2) }),
  resolve: fc.record({
    _tag: fc.constant("Resolve" as const),
    client,
    doc,
    how: fc.constantFrom("ours" as const, "theirs" as const, "merged" as const),
  }),
  deliver: fc.constant({ _tag: "Deliver" } as const),
};

const direction = fc.constantFrom<SyncDirection>("both", "both", "both", "push", "pull");
const now = fc.integer({ min: 0, max: 3 }).map((drawn) => drawn === 3);
/** From long ago to far ahead: clocks jump. */
const clock = fc.integer({ min: 0, max: 4_000_000_000_000 });

const plainSync = fc.record({
  _tag: fc.constant("Sync" as const),
  client,
  direction,
  clock,
  fresh: now,
  alone: now,
  faults: fc.constant(null),
});

const meanwhile: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: simple.edit },
  { weight: 2, arbitrary: simple.human },
  { weight: 3, arbitrary: plainSync },
  { weight: 1, arbitrary: simple.remove },
  { weight: 1, arbitrary: simple.deliver },
);

const sometimes = <A>(arbitrary: fc.Arbitrary<A>, share = 1): fc.Arbitrary<A | null> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: share, arbitrary });

const faults: fc.Arbitrary<Faults> = fc.record({
  crashAtFile: sometimes(fc.nat(60)),
  crashAtCall: sometimes(fc.record({ at: fc.nat(8), after: fc.boolean() })),
  loseAt: sometimes(fc.nat(5)),
  dropAt: sometimes(fc.nat(5)),
  lateAt: sometimes(fc.nat(2)),
  twice: now,
  partial: sometimes(fc.nat(2)),
  shuffled: fc.boolean(),
  meanwhile: sometimes(fc.record({ at: fc.nat(8), command: meanwhile })),
});

const sync = fc.record({
  _tag: fc.constant("Sync" as const),
  client,
  direction,
  clock,
  fresh: now,
  alone: now,
  faults: sometimes(faults, 5),
});

export const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: simple.edit },
  { weight: 2, arbitrary: simple.create },
  { weight: 3, arbitrary: simple.human },
  { weight: 2, arbitrary: simple.remove },
  { weight: 1, arbitrary: simple.lose },
  { weight: 1, arbitrary: simple.switch },
  { weight: 6, arbitrary: simple.revert },
  { weight: 1, arbitrary: simple.resolve },
  { weight: 1, arbitrary: simple.deliver },
  { weight: 22, arbitrary: sync },
);

export interface Program {
  /** The clone of each client: clients of one clone are its worktrees. */
  readonly clones: ReadonlyArray<number>;
  /** How many documents there are. */
  readonly docs: number;
  readonly commands: ReadonlyArray<Command>;
}

export const programs = (length: number): fc.Arbitrary<Program> =>
  fc.record({
    clones: fc.constantFrom([0, 1], [0, 1], [0, 1], [0, 0], [0, 0, 1], [0, 1, 2], [0, 0, 1, 1]),
    docs: fc.constantFrom(1, 1, 2, documents.length),
    commands: fc.array(command, { minLength: 3, maxLength: length, size: "max" }),
  });
