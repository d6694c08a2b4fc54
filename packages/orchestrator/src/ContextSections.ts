/** The sections that the work on a stage may need, in the order of reading, each with its place and its cost. */
import {
  type ArtifactDocument,
  builtOn,
  normaliseText,
  outerSectionsOf,
  type Stage,
  sectionSlug,
} from "@idse/pipeline-artifacts";
import { isStageUntouched } from "@idse/stage-state";
import { blockOf } from "./ContextText.ts";
import type { SessionSnapshot } from "./Snapshot.ts";
import { estimateTokens } from "./TokenEstimate.ts";

/** A document that the work builds on. */
export interface ContextDocument {
  readonly session: string;
  readonly stage: Stage;
  readonly document: ArtifactDocument;
  /** Of the session itself; else of the parent. */
  readonly own: boolean;
}

export interface ContextSection {
  readonly session: string;
  readonly stage: Stage;
  /** The empty string is what stands before the first section. */
  readonly section: string;
  readonly own: boolean;
  /** A finding, a reference or a change upstream speaks of it. */
  readonly mentioned: boolean;
  /** Its place as it is printed, `specs/spec.md:12-40`. */
  readonly place: string;
  readonly line: number;
  readonly endLine: number;
  /** With its heading; line ends are LF. */
  readonly text: string;
  /** Estimated, its place among them. */
  readonly tokens: number;
}

/** What stage documents of a session are written in them; one as its template left it tells nothing. */
const written = (
  { id, documents, state }: SessionSnapshot,
  stages: ReadonlyArray<Stage>,
  own: boolean,
): ReadonlyArray<ContextDocument> =>
  stages.flatMap((stage) => {
    const document = documents.get(stage);
    if (document === undefined || document.problem !== null) return [];
    return isStageUntouched(stage, document.text, state?.stages[stage])
      ? []
      : [{ session: id, stage, document, own }];
  });

/** The session's own first, then of the parent its stage of the same name and what that is built on. */
export const contextDocuments = (
  stage: Stage,
  session: SessionSnapshot,
  parent: SessionSnapshot | null,
): ReadonlyArray<ContextDocument> => [
  ...written(session, builtOn(stage), true),
  ...(parent === null ? [] : written(parent, [stage, ...builtOn(stage)], false)),
];

/** Tells a section of a session from any other; a title is as good as the slug a link has of it. */
export const sectionKey = (session: string, stage: Stage, section: string): string =>
  `${session}/${stage}/${sectionSlug(section)}`;

/** Nothing but white space and the document's title. */
const isBare = (text: string): boolean =>
  normaliseText(text)
    .split("\n")
    .every((line) => line.trim() === "" || line.startsWith("# "));

/** `name` is what a document is called. */
export const contextSections = (
  { session, stage, document, own }: ContextDocument,
  name: string,
  mentioned: ReadonlySet<string>,
): ReadonlyArray<ContextSection> =>
  outerSectionsOf(document).flatMap(({ section, start, bodyStart, end }) => {
    if (isBare(document.text.slice(bodyStart, end))) return [];
    const text = document.text.slice(start, end).trimEnd();
    const { line } = document.lines.pointAt(start);
    const endLine = document.lines.pointAt(start + text.length - 1).line;
    const shown = { place: `${name}:${line}-${endLine}`, text: `${normaliseText(text)}\n` };
    return [
      {
        session,
        stage,
        section,
        own,
        mentioned: mentioned.has(sectionKey(session, stage, section)),
        line,
        endLine,
        ...shown,
        tokens: estimateTokens(blockOf(shown)),
      },
    ];
  });
