/**
 * The instruction files of IDE agents: what to write into `AGENTS.md`, which all of them read, and
 * into `CLAUDE.md`, which imports it. Texts go in and texts come out; reading and writing is the
 * caller's.
 */
import {
  type BlockProblem,
  forgetMadeWith,
  locateBlock,
  markdownBlock,
  type Placed,
  putBlock,
  takeBlock,
  takeMarkers,
} from "@idse/managed-block";
import { ArtifactDocument, fillTemplate } from "@idse/pipeline-artifacts";
import { texts } from "./generated/texts.ts";

/** In the order in which they are planned. */
export const instructionFiles = ["AGENTS.md", "CLAUDE.md"] as const;
type InstructionFile = (typeof instructionFiles)[number];

/**
 * The files as they are: null where a file does not exist. A path that is not in here is left alone,
 * which is right for one that is a link to the other.
 */
export type ExistingFiles = Readonly<Record<string, string | null>>;

export interface InstructionFilesInput {
  readonly project: string;
  /** The project's stack in a few words; null where it is not known. */
  readonly stack: string | null;
  /** The documents are kept in another store, and no path leads to them. */
  readonly elsewhere?: boolean;
  readonly existing: ExistingFiles;
  /** Mends a broken block: its marker lines are taken out, all text stays, a new block is written. */
  readonly force?: boolean;
}

export interface PlannedFile {
  readonly path: string;
  readonly content: string;
  readonly action: "create" | "update" | "keep";
}

export interface RemovedFile {
  readonly path: string;
  /** Null where the file is to be deleted. */
  readonly content: string | null;
  readonly action: "delete" | "update" | "keep";
}

/** Why nothing is changed. Lines count from 1. */
export interface InstructionFileProblem extends BlockProblem {
  readonly path: string;
}

export type InstructionFilesResult<F> =
  | { readonly ok: true; readonly files: ReadonlyArray<F> }
  | { readonly ok: false; readonly problems: ReadonlyArray<InstructionFileProblem> };

const importLine = "@AGENTS.md";

/** What to write so that agents find their instructions. Planning again on the outcome changes nothing. */
export const planInstructionFiles = (input: InstructionFilesInput): InstructionFilesResult<PlannedFile> =>
  forEachFile(input.existing, (path, text) => {
    const placed = path === "CLAUDE.md" ? placeImport(text, input.force) : placeInstructions(text, input);
    if (!placed.ok) return placed;
    const action = text === null ? "create" : placed.content === text ? "keep" : "update";
    return { ok: true, file: { path, content: placed.content, action } };
  });

/**
 * Takes out what `planInstructionFiles` put in, and nothing else. A file that it made, and that
 * holds nothing of anybody else, is to be deleted. Files that do not exist are not listed.
 */
export const removeInstructionFiles = (existing: ExistingFiles): InstructionFilesResult<RemovedFile> =>
  forEachFile<RemovedFile>(existing, (path, text) => {
    if (text === null) return { ok: true, file: null };
    const taken = path === "CLAUDE.md" ? takeImport(text, existing["AGENTS.md"]) : takeInstructions(text);
    if (!taken.ok) return taken;
    const { content } = taken;
    return {
      ok: true,
      file: { path, content, action: content === null ? "delete" : content === text ? "keep" : "update" },
    };
  });

export type Taken =
  | { readonly ok: true; readonly content: string | null }
  | { readonly ok: false; readonly problem: BlockProblem };

/** AGENTS.md with the block in it. */
export const placeInstructions = (text: string | null, input: InstructionFilesInput): Placed => {
  const madeWith = input.existing["CLAUDE.md"] === null ? ["CLAUDE.md"] : [];
  return putBlock(markdownBlock, mended(text, input.force), instructions(input), madeWith);
};

/** CLAUDE.md with the line in it that imports AGENTS.md. */
export const placeImport = (text: string | null, force = false): Placed => {
  if (text === null) return { ok: true, content: `${importLine}\n` };
  const whole = mended(text, force) ?? "";
  const located = locateBlock(markdownBlock, whole);
  if (located.ok && located.block === null && importsInstructions(whole)) return { ok: true, content: whole };
  return putBlock(markdownBlock, whole, importLine);
};

export const takeInstructions = (text: string): Taken => {
  const located = locateBlock(markdownBlock, text);
  if (!located.ok) return located;
  return { ok: true, content: located.block === null ? text : takeBlock(text, located.block) };
};

/** CLAUDE.md without the block; a file that is our import line alone goes where AGENTS.md says that we made it. */
export const takeImport = (text: string, agents: string | null | undefined): Taken => {
  const taken = takeInstructions(text);
  if (!taken.ok || taken.content !== text) return taken;
  const isOurs = text.trimEnd() === importLine && wasMadeWith(agents);
  return { ok: true, content: isOurs ? null : text };
};

/** AGENTS.md once its CLAUDE.md is gone: one that somebody makes later is theirs. */
export const forgetImport = (agents: string): string => forgetMadeWith(markdownBlock, agents, "CLAUDE.md");

type FileOutcome<F> =
  | { readonly ok: true; readonly file: F | null }
  | { readonly ok: false; readonly problem: BlockProblem };

const forEachFile = <F>(
  existing: ExistingFiles,
  decide: (path: InstructionFile, text: string | null) => FileOutcome<F>,
): InstructionFilesResult<F> => {
  const files: Array<F> = [];
  const problems: Array<InstructionFileProblem> = [];
  for (const path of instructionFiles) {
    const text = existing[path];
    if (text === undefined) continue;
    const outcome = decide(path, text);
    if (!outcome.ok) problems.push({ path, ...outcome.problem });
    else if (outcome.file !== null) files.push(outcome.file);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, files };
};

/** With force, a broken block loses its marker lines and keeps all text. */
const mended = (text: string | null, force = false): string | null =>
  text !== null && force && !locateBlock(markdownBlock, text).ok ? takeMarkers(markdownBlock, text) : text;

/** Whether a line of its own, outside code, imports AGENTS.md. */
export const importsInstructions = (text: string): boolean => {
  const document = new ArtifactDocument(text);
  return [...text.matchAll(/^\ufeff?[ \t]*@(?:\.\/)?AGENTS\.md[ \t]*$/gm)].some(
    (match) => !document.isOpaque(match.index + match[0].indexOf("@")),
  );
};

const wasMadeWith = (agents: string | null | undefined): boolean => {
  const located = locateBlock(markdownBlock, agents ?? "");
  return located.ok && (located.block?.notes.madeWith.includes("CLAUDE.md") ?? false);
};

export const instructions = ({ project, stack, elsewhere }: InstructionFilesInput): string => {
  const template = texts[elsewhere === true ? "AGENTS.elsewhere.md" : "AGENTS.md"];
  if (template === undefined) throw new Error("no text for AGENTS.md");
  const known = stack === null ? template.replace(/^.*\{\{stack\}\}.*\n/m, "") : template;
  // A file that outlives sessions names none.
  const timeless = { session_id: "", session_name: "", date: "" };
  return fillTemplate(known, { ...timeless, project_name: oneLine(project), stack: oneLine(stack ?? "") });
};

/** A name cannot bring lines of its own, and so no marker. */
const oneLine = (text: string): string => text.replace(/[\s\p{C}]+/gu, " ").trim();
