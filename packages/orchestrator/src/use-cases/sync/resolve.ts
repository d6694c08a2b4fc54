/** A person's decision about a conflict: shown, decided, or put into the document with the usual markers. */
import { DesignStore, newOperation, readDocument } from "@idse/design-store";
import { type DocumentRef, normaliseText, refKey, stages } from "@idse/pipeline-artifacts";
import {
  conflictTexts,
  type KeptConflict,
  keptConflicts,
  NoConflict,
  onState,
  type Resolution,
  resolveConflict,
} from "@idse/sync-engine";
import * as Effect from "effect/Effect";
import { answer } from "../../Answer.ts";
import { type Failure, Misuse } from "../../Failure.ts";
import { places } from "../../Places.ts";
import { renewViewOf } from "../../Views.ts";
import { Workspace } from "../../Workspace.ts";
import { inTheMannerOf } from "../artifact.ts";
import { type Kept, keptOf, type Remote, remotesOf } from "./Remote.ts";
import { documentNamed, selectionOf } from "./Selection.ts";

interface Found {
  readonly remote: Remote;
  readonly kept: Kept;
  readonly conflict: KeptConflict;
}

/** Of every remote, or of one. */
export const conflictsOf = (project: string, name: string | null) =>
  Effect.gen(function* () {
    const remotes = remotesOf(yield* Workspace).filter((one) => name === null || one.name === name);
    const found: Array<Found> = [];
    for (const remote of remotes) {
      const kept = yield* keptOf(remote);
      const conflicts = yield* onState(() => keptConflicts(kept.state));
      for (const conflict of conflicts)
        if (conflict.ref.project === project) found.push({ remote, kept, conflict });
    }
    return found;
  });

const shown = ({ remote, conflict }: Found, path: (ref: DocumentRef) => string | null) => ({
  remote: remote.name,
  ref: { ...conflict.ref },
  path: path(conflict.ref),
  case: conflict.case,
  reason: conflict.reason,
  base: conflict.base?.digest ?? null,
  ours: conflict.ours?.digest ?? null,
  theirs: conflict.theirs?.digest ?? null,
});

/** The one conflict that a name means. */
const conflictNamed = (text: string, remote: string | null) =>
  Effect.gen(function* () {
    const selection = yield* selectionOf(false, false);
    const ref = documentNamed(text, selection);
    if (ref === undefined) {
      return yield* new Misuse({
        problem: `"${text}" names no document of ${selection.project}.`,
        hint: "idse sync resolve",
      });
    }
    const all = yield* conflictsOf(selection.project, remote);
    const [found, second] = all.filter(({ conflict }) => refKey(conflict.ref) === refKey(ref));
    if (found === undefined) {
      return yield* new NoConflict({
        ref,
        message: `${(yield* places).name(ref)} is in no conflict; there is nothing to resolve.`,
      });
    }
    if (second !== undefined) {
      return yield* new Misuse({
        problem: `It is in conflict with ${found.remote.name} and ${second.remote.name}.`,
        hint: `--remote ${found.remote.name}`,
      });
    }
    return found;
  });

const threeWayTextOf = ({ remote, kept, conflict }: Found) =>
  Effect.gen(function* () {
    const { threeWayOf } = yield* Effect.promise(() => import("../../Patch.ts"));
    const { base, ours, theirs } = yield* onState(() => conflictTexts(kept.state, conflict));
    const labels = { now: "ours", base: "base", proposed: `theirs (${remote.name})` };
    return threeWayOf({ base: base ?? "", now: ours ?? "", proposed: theirs ?? "" }, labels).text;
  });

/** All that wait, or one with its texts. */
export const showConflicts = (document: string | null, remote: string | null) =>
  Effect.gen(function* () {
    const { path } = yield* places;
    const { project } = yield* selectionOf(true, false);
    const found = document === null ? null : yield* conflictNamed(document, remote);
    const all = found === null ? yield* conflictsOf(project, remote) : [found];
    return answer("sync-conflicts", {
      project,
      conflicts: all.map((one) => shown(one, path)),
      threeWay: found === null ? null : yield* threeWayTextOf(found),
    });
  });

export type Choice = "ours" | "theirs" | "merged" | "markers";

export interface ResolveOptions {
  readonly document: string;
  readonly remote: string | null;
  readonly choice: Choice;
  /** With `merged`: the text; null: what stands in the document now. */
  readonly text: string | null;
}

const marker = /^(?:<{7}|>{7})(?: |$)/m;

const isMarkdown = ({ kind }: DocumentRef): boolean =>
  kind === "narrative" || (stages as ReadonlyArray<string>).includes(kind);

/** A text that a person gives as the merge of both sides. */
const checked = (ref: DocumentRef, name: string, text: string): Effect.Effect<string, Misuse> => {
  const again = `idse sync resolve ${name} --merged`;
  const line = normaliseText(text)
    .split("\n")
    .findIndex((one) => marker.test(one));
  if (line >= 0)
    return Effect.fail(
      new Misuse({ problem: `${name}:${line + 1}: a conflict marker still stands there.`, hint: again }),
    );
  if (text.trim() === "") return Effect.fail(new Misuse({ problem: "The text is empty.", hint: again }));
  if (isMarkdown(ref) || ref.kind === "profile") return Effect.succeed(text);
  try {
    JSON.parse(normaliseText(text));
    return Effect.succeed(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return Effect.fail(new Misuse({ problem: `${name} would not be JSON: ${error.message}`, hint: again }));
  }
};

const textNow = (ref: DocumentRef) =>
  Effect.map(readDocument(ref), (found) => (found._tag === "Missing" ? null : found));

const putMarkers = (found: Found, name: string) =>
  Effect.gen(function* () {
    const { ref, ours, theirs } = found.conflict;
    if (ours === null || theirs === null || !isMarkdown(ref)) {
      return yield* new Misuse({
        problem:
          ours === null || theirs === null
            ? `${name} was removed on one side, so there is nothing to put markers into.`
            : `${name} is no markdown; with markers in it nothing could read it.`,
        hint: `idse sync resolve ${name} --ours, or --theirs`,
      });
    }
    const here = yield* textNow(ref);
    if (here === null || here.digest !== ours.digest || marker.test(normaliseText(here.content))) {
      return yield* new Misuse({
        problem: `${name} was edited since the conflict was found, or has markers already.`,
        hint: `Finish it by hand, then: idse sync resolve ${name} --merged`,
      });
    }
    const content = inTheMannerOf(here.content, yield* threeWayTextOf(found));
    const store = yield* DesignStore;
    yield* store.commit([{ _tag: "Put", ref, content, expect: { revision: here.revision } }], newOperation());
  });

const resolutionOf = (
  { choice, text }: ResolveOptions,
  ref: DocumentRef,
  name: string,
): Effect.Effect<Resolution, Failure, DesignStore> =>
  Effect.gen(function* () {
    if (choice === "theirs") return "theirs";
    const here = text === null || choice === "ours" ? yield* textNow(ref) : null;
    if (choice === "ours" && here === null) return "ours";
    const merged = choice === "ours" ? here?.content : (text ?? here?.content);
    if (merged === undefined) {
      return yield* new Misuse({ problem: `${name} is not here.`, hint: "Give the text with --file." });
    }
    const good = yield* checked(ref, name, merged);
    return choice === "ours" ? "ours" : { merged: inTheMannerOf(here?.content ?? null, good) };
  });

export const resolve = (options: ResolveOptions) =>
  Effect.gen(function* () {
    const at = yield* places;
    const found = yield* conflictNamed(options.document, options.remote);
    const { remote, kept, conflict } = found;
    const { ref } = conflict;
    const name = at.name(ref);
    const change = {
      project: ref.project,
      remote: remote.name,
      ref: { ...ref },
      path: at.path(ref),
      resolution: options.choice,
    };
    if (options.choice === "markers") {
      yield* putMarkers(found, name);
      return answer("sync-resolution", { ...change, next: `idse sync resolve ${options.document} --merged` });
    }
    const resolution = yield* resolutionOf(options, ref, name);
    const local = yield* DesignStore;
    yield* resolveConflict({ local, ...kept }, ref, resolution);
    const notes = ref.session === null ? [] : yield* renewViewOf(ref.project, ref.session);
    const several = remotesOf(yield* Workspace).length > 1;
    const where = `${ref.session === null ? " --all" : ` --session ${ref.session}`}${several ? ` --remote ${remote.name}` : ""}`;
    return answer("sync-resolution", { ...change, next: `idse sync push${where}` }, notes);
  });
