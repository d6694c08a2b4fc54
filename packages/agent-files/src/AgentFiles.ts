/**
 * All that IDSE writes for the agents people run: instructions, skills, MCP clients, hooks. Texts go in and
 * texts come out; reading and writing is the caller's. What others wrote stays byte for byte.
 */
import type { FileProblem } from "@idse/managed-block";
import type { AgentFilesInput } from "./AgentFilesInput.ts";
import { type Agent, agents, displayName } from "./Agents.ts";
import { type ExistingFiles, forgetImport } from "./InstructionFiles.ts";
import { type AgentFilePart, agentFileParts, type Note, type Outcome, type Piece } from "./Piece.ts";
import { piecesFor } from "./pieces/index.ts";

export interface AgentFilesSelection {
  readonly agents: ReadonlyArray<Agent>;
  readonly parts: ReadonlyArray<AgentFilePart>;
  /** Writes anew what somebody changed, and mends broken blocks. */
  readonly force?: boolean;
}

export interface PlannedAgentFile {
  readonly path: string;
  readonly action: "create" | "update" | "keep" | "remove";
  /** Null where the file is to be removed. */
  readonly content: string | null;
}

/** Something a person should know; what it is about was left as it is. */
export interface AgentFileNote extends Note {
  readonly path: string;
}

export interface AgentFileProblem extends FileProblem {
  readonly path: string;
}

export type AgentFilesResult =
  | {
      readonly ok: true;
      readonly files: ReadonlyArray<PlannedAgentFile>;
      readonly notes: ReadonlyArray<AgentFileNote>;
    }
  | { readonly ok: false; readonly problems: ReadonlyArray<AgentFileProblem> };

/** Everything that has to be read for a plan, and what is only looked at. */
export const agentFilePaths = ({ agents: chosen, parts }: AgentFilesSelection): ReadonlyArray<string> => {
  const input = { project: "", stack: null, start: [], existing: {} };
  const paths = selected(piecesFor(input), chosen, parts).map(({ path }) => path);
  const alternatives = paths.includes("opencode.json") ? ["opencode.jsonc"] : [];
  return [...new Set([...paths, ...alternatives, "AGENTS.md", ...bystanders.map(({ path }) => path)])];
};

/** What to write. Planning again on the outcome changes nothing. */
export const planAgentFiles = (input: AgentFilesInput & AgentFilesSelection): AgentFilesResult => {
  const existing = input.agents.includes("claude") ? input.existing : without(input.existing, "CLAUDE.md");
  const pieces = selected(piecesFor({ ...input, existing }), input.agents, input.parts);
  const result = folded(pieces, existing, (piece, text) => piece.put(text, input.force === true));
  if (!result.ok) return result;
  const found = bystanders.filter(
    ({ agent, path }) => input.agents.includes(agent) && typeof input.existing[path] === "string",
  );
  const notes = input.parts.includes("instructions")
    ? found.map(({ path, message, hint }) => ({ path, line: null, message, hint }))
    : [];
  return { ...result, notes: [...result.notes, ...notes] };
};

/**
 * Takes out what was put in, and nothing else. What other agents read too stays unless they are chosen with it, and
 * files that do not exist are not listed.
 */
export const removeAgentFiles = (
  input: Pick<AgentFilesInput, "existing"> & AgentFilesSelection,
): AgentFilesResult => {
  const { existing, force } = input;
  // Nothing that is taken out depends on what would be written now.
  const pieces = piecesFor({ project: "", stack: null, start: [], existing });
  const chosen = selected(pieces, input.agents, input.parts);
  const whole = chosen.filter((piece) => piece.agents.every((agent) => input.agents.includes(agent)));
  // Last in, first out.
  const result = folded([...whole].reverse(), existing, (piece, text) =>
    text === null ? { ok: true, content: null, notes: [] } : piece.take(text, force === true),
  );
  if (!result.ok) return result;
  const files = [...result.files].reverse().filter(({ path }) => existing[path] !== null);
  const shared = chosen.filter((piece) => !whole.includes(piece) && isThere(piece, existing));
  return {
    ok: true,
    files: [...files, ...forgotten(files, existing)],
    notes: [
      ...result.notes,
      ...shared.filter(isFirstOfItsPath).map((piece) => sharedNote(piece, input.agents)),
    ],
  };
};

/** Files that agents read as well and IDSE never writes. */
const bystanders: ReadonlyArray<{ agent: Agent; path: string; message: string; hint: string }> = [
  {
    agent: "cursor",
    path: ".cursorrules",
    message: "Cursor reads this older file too. idse does not write it.",
    hint: "Move what it says into AGENTS.md, outside the managed block.",
  },
  {
    agent: "codex",
    path: "AGENTS.override.md",
    message: "Codex reads this file instead of AGENTS.md.",
    hint: "Rename it, or repeat in it what AGENTS.md says.",
  },
];

const selected = (
  pieces: ReadonlyArray<Piece>,
  chosen: ReadonlyArray<Agent>,
  parts: ReadonlyArray<AgentFilePart>,
): ReadonlyArray<Piece> =>
  pieces.filter(
    (piece) => parts.includes(piece.part) && piece.agents.some((agent) => chosen.includes(agent)),
  );

/** Every piece in turn on the text that the one before it left. A path that is not given is left alone. */
const folded = (
  pieces: ReadonlyArray<Piece>,
  existing: ExistingFiles,
  change: (piece: Piece, text: string | null) => Outcome,
): AgentFilesResult => {
  const texts = new Map<string, string | null>();
  const notes: Array<AgentFileNote> = [];
  const problems: Array<AgentFileProblem> = [];
  for (const piece of pieces) {
    const { path } = piece;
    const text = texts.has(path) ? texts.get(path) : existing[path];
    if (text === undefined || problems.some((problem) => problem.path === path)) continue;
    const outcome = change(piece, text);
    // Places are those of the file as it is, not as the pieces before this one would have it.
    const told = text === existing[path] ? outcome : change(piece, existing[path] ?? null);
    if (!outcome.ok) {
      problems.push({ path, ...(told.ok ? outcome : told).problem });
      continue;
    }
    texts.set(path, outcome.content);
    for (const note of (told.ok ? told : outcome).notes)
      if (!notes.some((one) => one.path === path && one.message === note.message))
        notes.push({ path, ...note });
  }
  if (problems.length > 0) return { ok: false, problems };
  const files = [...texts].map(([path, content]) => planned(path, existing[path] ?? null, content));
  return { ok: true, files, notes };
};

const planned = (path: string, before: string | null, content: string | null): PlannedAgentFile => {
  if (content === before) return { path, content, action: "keep" };
  return { path, content, action: before === null ? "create" : content === null ? "remove" : "update" };
};

/** AGENTS.md where it stays and its CLAUDE.md goes: it no longer says that the two were made together. */
const forgotten = (
  files: ReadonlyArray<PlannedAgentFile>,
  existing: ExistingFiles,
): ReadonlyArray<PlannedAgentFile> => {
  const agentsText = existing["AGENTS.md"];
  const goes = files.some(({ path, action }) => path === "CLAUDE.md" && action === "remove");
  if (!goes || typeof agentsText !== "string" || files.some(({ path }) => path === "AGENTS.md")) return [];
  return [planned("AGENTS.md", agentsText, forgetImport(agentsText))];
};

/** A file that is not ours to make is not noted as made with another. */
const without = (existing: ExistingFiles, path: string): ExistingFiles =>
  Object.fromEntries(Object.entries(existing).filter(([one]) => one !== path));

const isThere = (piece: Piece, existing: ExistingFiles): boolean => {
  const text = existing[piece.path];
  return typeof text === "string" && piece.look(text).state !== "absent";
};

const isFirstOfItsPath = (piece: Piece, at: number, pieces: ReadonlyArray<Piece>): boolean =>
  pieces.findIndex(({ path }) => path === piece.path) === at;

const sharedNote = ({ path, agents: readers }: Piece, chosen: ReadonlyArray<Agent>): AgentFileNote => {
  const others = readers.filter((agent) => !chosen.includes(agent)).map(displayName);
  return {
    path,
    line: null,
    message: `This stays: ${others.join(", ")} may read it too.`,
    hint: "Take it out with all agents at once.",
  };
};

/** Everything for everybody. */
export const everyAgentFile: AgentFilesSelection = { agents, parts: agentFileParts };
