/**
 * The fixes that findings offer, shown as a diff or written. What is written is checked against the very
 * text the fix was found in; a document that changed meanwhile is left alone.
 */

import { type Finding, type Fix, isCounted } from "@idse/constitution-rules";
import { DesignStore, type NonEmpty, newOperation, readDocument } from "@idse/design-store";
import type { Stage } from "@idse/pipeline-artifacts";
import { applyFixes } from "@idse/validation-engine";
import { createTwoFilesPatch } from "diff";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { judgeSessions } from "../Assessment.ts";
import { DigestMismatch } from "../Failure.ts";
import { checkRule, law } from "../Law.ts";
import { type Places, places } from "../Places.ts";
import { readingOf } from "../Reading.ts";
import type { ResultOf } from "../results/Results.ts";
import { currentSession, listSessions } from "../Sessions.ts";
import { readSessions, type SessionSnapshot } from "../Snapshot.ts";
import { currentProject, Workspace } from "../Workspace.ts";

export interface FixOptions {
  readonly scope?: "session" | "all" | "all-projects";
  /** Write what is shown. */
  readonly apply: boolean;
  /** Only findings of this rule. */
  readonly rule?: string;
}

type Document = ResultOf<"fix">["documents"][number];

export const fix = (options: FixOptions) =>
  Effect.gen(function* () {
    const { invocation, config, projects } = yield* Workspace;
    yield* checkRule(options.rule);
    const scope = options.scope ?? (invocation.session !== null ? "session" : config.validation.scope);
    const documents: Array<Document> = [];
    for (const project of scope === "all-projects" ? projects : [yield* currentProject]) {
      const ids =
        scope === "session" ? [(yield* currentSession(project)).session] : yield* listSessions(project);
      for (const id of ids) {
        for (const document of yield* fixSession(project, id, options)) documents.push(document);
      }
    }
    const sum = (count: (document: Document) => number): number =>
      documents.reduce((total, one) => total + count(one), 0);
    return answer("fix", {
      applied: options.apply,
      documents,
      summary: {
        documents: documents.length,
        fixes: sum((one) => one.fixes.length),
        skipped: sum((one) => one.skipped),
      },
    });
  });

type Offer = Finding & { readonly fix: Fix };

const isOffer =
  (rule: string | undefined) =>
  (finding: Finding): finding is Offer =>
    finding.fix !== null && isCounted(finding) && (rule === undefined || finding.rule === rule);

const fixSession = (project: string, id: string, { apply, rule }: FixOptions) =>
  Effect.gen(function* () {
    const [snapshot] = yield* readSessions(project, [id]);
    if (snapshot === undefined) return [];
    // Read here and not taken from a cache: offsets belong to exactly this text.
    const reading = readingOf(snapshot, (yield* law).ruleSet);
    const { assessments } = yield* judgeSessions([reading]);
    const at = yield* places;
    const offers = (assessments[0]?.findings ?? []).filter(isOffer(rule));
    const fixed = [...snapshot.documents].flatMap(([stage, { text }]) => {
      const ofStage = offers.filter((one) => one.stage === stage);
      return ofStage.length === 0 ? [] : [fixDocument(snapshot, stage, text, ofStage, at)];
    });
    if (apply) yield* write(fixed);
    return fixed.map((one) => one.shown);
  });

interface FixedDocument {
  readonly shown: Document;
  readonly before: string;
  readonly after: string;
}

const fixDocument = (
  { project, id }: SessionSnapshot,
  stage: Stage,
  before: string,
  offers: ReadonlyArray<Offer>,
  { path, name }: Places,
): FixedDocument => {
  const ref = { project, session: id, kind: stage };
  const { text, skipped } = applyFixes(
    before,
    offers.map((one) => one.fix),
  );
  return {
    before,
    after: text,
    shown: {
      project,
      session: id,
      stage,
      path: path(ref),
      fixes: offers.map((one) => ({ rule: one.rule, line: one.line, title: one.fix.title })),
      skipped,
      diff: createTwoFilesPatch(name(ref), name(ref), before, text, "", "", { context: 2 }),
    },
  };
};

/** The documents of one session in one commit. */
const write = (fixed: ReadonlyArray<FixedDocument>) =>
  Effect.gen(function* () {
    const store = yield* DesignStore;
    const changes = yield* Effect.forEach(
      fixed.filter((one) => one.after !== one.before),
      ({ shown, before, after }) =>
        Effect.gen(function* () {
          const ref = { project: shown.project, session: shown.session, kind: shown.stage };
          const found = yield* readDocument(ref);
          if (found._tag === "Missing" || found.content !== before) {
            const digest = found._tag === "Missing" ? null : found.digest;
            return yield* new DigestMismatch({
              path: (yield* places).name(ref),
              expected: "the text that was checked",
              found: digest,
            });
          }
          const expect = { revision: found.revision };
          return { _tag: "Put" as const, ref, content: after, expect };
        }),
    );
    const [first, ...rest] = changes;
    if (first !== undefined) {
      yield* store.commit([first, ...rest] satisfies NonEmpty<typeof first>, newOperation());
    }
  });
