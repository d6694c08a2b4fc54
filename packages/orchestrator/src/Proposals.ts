/** A session's proposals, and what they would make of the documents of its parent. Nothing is written here. */
import { type Change, readDocument } from "@idse/design-store";
import {
  ArtifactDocument,
  normaliseTitle,
  type ProposedSection,
  proposedSectionsOf,
  type Stage,
  stages,
} from "@idse/pipeline-artifacts";
import { pathOf } from "@idse/project-workspace";
import { parentBaseOf } from "@idse/stage-state";
import * as Effect from "effect/Effect";
import { findBaseTexts, sectionTextsOf } from "./BaseText.ts";
import { type BaseChanged, NotYet } from "./Failure.ts";
import type { Parent } from "./Parent.ts";
import { patchOf, threeWayOf } from "./Patch.ts";
import { places } from "./Places.ts";
import type { ResultOf } from "./results/Results.ts";
import { mergeSection } from "./SectionMerge.ts";
import type { SessionSnapshot } from "./Snapshot.ts";

type Conflict = BaseChanged["conflicts"][number];
type Merged = ResultOf<"blueprint-merge">["sections"][number];

/** What becomes of one document of the parent. */
export interface MergedStage {
  readonly stage: Stage;
  readonly document: ArtifactDocument;
  /** Absent where nothing is to be written. */
  readonly change: Change | null;
  readonly sections: ReadonlyArray<Merged>;
  readonly conflicts: ReadonlyArray<Conflict>;
}

/** By stage, those that are asked for; each section once. */
export const proposalsOf = (snapshot: SessionSnapshot, only: Stage | null, section: string | null) =>
  Effect.gen(function* () {
    const { id } = snapshot;
    const title = section === null ? null : normaliseTitle(section);
    const found = new Map<Stage, ReadonlyArray<ProposedSection>>();
    for (const stage of only === null ? stages : [only]) {
      const document = snapshot.documents.get(stage);
      const wanted = (document === undefined ? [] : proposedSectionsOf(document)).filter(
        (one) => title === null || normaliseTitle(one.section) === title,
      );
      const titles = wanted.map((one) => normaliseTitle(one.section));
      const twice = wanted.find((_one, index) => titles.indexOf(titles[index] ?? "") !== index);
      if (twice !== undefined) {
        return yield* new NotYet({
          problem: `The ${stage} of "${id}" proposes "${twice.section}" twice. Keep one. Nothing was changed.`,
          hint: `idse artifact show --stage ${stage} --session ${id}`,
          findings: [],
        });
      }
      if (wanted.length > 0) found.set(stage, wanted);
    }
    if (found.size === 0) {
      const what = `${section === null ? "no section" : `no section "${section}"`}${only === null ? "" : ` in its ${only}`}`;
      return yield* new NotYet({
        problem: `"${id}" proposes ${what}. A proposal is a section "## Blueprint: <title>" that holds the whole new text of the parent's section. Nothing was changed.`,
        hint: `idse artifact show --stage ${only ?? "spec"} --session ${id}`,
        findings: [],
      });
    }
    return found;
  });

export const mergeStage = (
  snapshot: SessionSnapshot,
  parent: Parent,
  stage: Stage,
  wanted: ReadonlyArray<ProposedSection>,
) =>
  Effect.gen(function* () {
    const { project, id } = snapshot;
    const ref = { project, session: parent.session, kind: stage } as const;
    const path = pathOf(ref);
    const stored = yield* readDocument(ref);
    const base = parentBaseOf(snapshot.state, parent.session, stage);
    if (stored._tag === "Missing" || base === null) {
      return yield* new NotYet({
        problem:
          stored._tag === "Missing"
            ? `There is no ${(yield* places).name(ref)} to write to. Nothing was changed.`
            : `It is not recorded what "${id}" was built on in the ${stage} of "${parent.session}". Read it, and say so. Nothing was changed.`,
        hint:
          stored._tag === "Missing"
            ? `idse validate --session ${parent.session}`
            : `idse stage ack ${stage} --of parent --session ${id}`,
        findings: [],
      });
    }
    const before = new ArtifactDocument(stored.content);
    const sections: Array<Merged> = [];
    const conflicts: Array<Conflict> = [];
    let document = before;
    for (const { section, body } of wanted) {
      const title = normaliseTitle(section);
      const fingerprint = base.sections.find((one) => normaliseTitle(one.section) === title)?.fingerprint;
      const result = mergeSection(document, { section, body, base: fingerprint ?? null });
      const old = sectionTextsOf(document).get(title) ?? "";
      if (result._tag === "Spills") {
        return yield* new NotYet({
          problem: `"${section}" cannot stand in the ${stage} of "${parent.session}": the text would change other sections of it, as an unclosed code fence does. Nothing was changed.`,
          hint: `idse artifact show --stage ${stage} --session ${id}`,
          findings: [],
        });
      }
      if (result._tag === "Moved") {
        const then = (yield* findBaseTexts(base, path, [section])).texts.get(title) ?? null;
        conflicts.push(
          conflictOf(
            { stage, path: (yield* places).shown(path), section, body },
            { then, old },
            { id, parent: parent.session },
          ),
        );
        continue;
      }
      if (result._tag === "Merged") document = result.document;
      sections.push({
        stage,
        path: (yield* places).published(path),
        section,
        outcome: result._tag === "Merged" ? result.outcome : "unchanged",
        patch: result._tag === "Merged" ? patchOf(old, sectionTextsOf(document).get(title) ?? "") : null,
      });
    }
    const change: Change | null =
      document === before
        ? null
        : { _tag: "Put", ref, content: document.text, expect: { revision: stored.revision } };
    return { stage, document, change, sections, conflicts } satisfies MergedStage;
  });

const conflictOf = (
  { stage, path, section, body }: Pick<Conflict, "stage" | "path" | "section"> & { readonly body: string },
  { then, old }: { readonly then: string | null; readonly old: string },
  names: { readonly id: string; readonly parent: string },
): Conflict => {
  const heading = /^.*\n/.exec(old)?.[0] ?? `## ${section}\n`;
  const proposed = `${heading}\n${body.replace(/\r\n?/g, "\n").trim()}\n`;
  const { text, clean } = threeWayOf(
    { base: then ?? "", now: old, proposed },
    {
      base:
        then === null
          ? "before (its text was not found, or there was none)"
          : `when ${names.id} was built on it`,
      now: `${names.parent} now`,
      proposed: `proposed by ${names.id}`,
    },
  );
  return {
    stage,
    path,
    section,
    base: then,
    now: old === "" ? null : old,
    proposed,
    threeWay: text,
    clean,
  };
};
