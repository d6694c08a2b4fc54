/**
 * Readings kept in `.idse/.local/cache`, each under the key of the texts it was made from. Every file says
 * which law and which build of this program wrote it; one of another is not looked at. Absent, cut off or
 * foreign it costs time and changes no answer.
 */
import type { RuleSet } from "@idse/constitution-rules";
import { FileFailure } from "@idse/durable-files";
import { layout } from "@idse/project-workspace";
import type { SessionReading } from "./Reading.ts";
import { decodeReading, encodeReading } from "./ReadingCodec.ts";
import type { WorkspaceService } from "./Workspace.ts";

export interface ReadingCache {
  readonly get: (id: string, key: string) => SessionReading | undefined;
  /**
   * Keeps a reading and gives it back, as one that holds none of the texts it was made from: the engine
   * lets a piece of a string hold on to the whole.
   */
  readonly put: (key: string, reading: SessionReading) => SessionReading;
  /** Writes what is new. `present`: all sessions there are, so that others are dropped; null where some were asked for. */
  readonly save: (present: ReadonlyArray<string> | null) => void;
}

const nothing: ReadingCache = {
  get: () => undefined,
  put: (_key, reading) => reading,
  save: () => undefined,
};

/** Sessions are spread over so many files, so that one is found, and one is renewed, without reading all. */
const shards = 32;

const shardOf = (id: string): number => {
  let sum = 0;
  for (let index = 0; index < id.length; index++) sum = (sum * 31 + id.charCodeAt(index)) >>> 0;
  return sum % shards;
};

/** A line: id and key as JSON, a tab, the reading. A tab stands raw in no JSON text, nor does a line end. */
const headOf = (id: string, key: string): string => JSON.stringify([id, key]);

interface Shard {
  readonly path: string;
  readonly lines: Map<string, string>;
  readonly fresh: Map<string, string>;
}

export const openReadingCache = (
  workspace: WorkspaceService,
  project: string,
  ruleSet: RuleSet,
  /** What the repository adds to the law of this build. */
  ownLaw: string | null,
): ReadingCache => {
  const { build } = workspace.invocation;
  // What cannot tell which code wrote it is not trusted.
  if (build === undefined) return nothing;
  const header = JSON.stringify(["idse-readings", build, project, ownLaw]);
  const rules = new Map(ruleSet.rules.map((rule) => [rule.id, rule]));
  const opened = new Map<number, Shard>();
  const shardFor = (id: string): Shard => {
    const number = shardOf(id);
    const known = opened.get(number);
    if (known !== undefined) return known;
    const path = `${layout.local}/cache/readings/${project}/${number}.txt`;
    const shard = { path, lines: readLines(workspace, path, header), fresh: new Map<string, string>() };
    opened.set(number, shard);
    return shard;
  };
  const decode = (id: string, body: string): SessionReading | undefined => {
    try {
      return decodeReading(project, id, body, rules);
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
      throw error;
    }
  };

  return {
    get: (id, key) => {
      const body = shardFor(id).lines.get(headOf(id, key));
      return body === undefined ? undefined : decode(id, body);
    },
    put: (key, reading) => {
      const body = encodeReading(reading);
      if (body === null) return reading;
      shardFor(reading.id).fresh.set(reading.id, `${headOf(reading.id, key)}\t${body}\n`);
      return decode(reading.id, body) ?? reading;
    },
    save: (present) => {
      const kept = present === null ? null : new Set(present);
      for (const shard of opened.values()) {
        if (shard.fresh.size > 0) saveShard(workspace, shard, header, kept);
      }
    },
  };
};

const saveShard = (
  workspace: WorkspaceService,
  { path, lines, fresh }: Shard,
  header: string,
  kept: ReadonlySet<string> | null,
): void => {
  const parts = [`${header}\n`];
  for (const [head, body] of lines) {
    const id = idIn(head);
    if (id !== null && !fresh.has(id) && (kept === null || kept.has(id))) parts.push(`${head}\t${body}\n`);
  }
  parts.push(...fresh.values());
  try {
    workspace.writeText(path, parts.join(""));
  } catch (error) {
    // A place that cannot be written, or is full, has no cache.
    if (!(error instanceof FileFailure)) throw error;
  }
};

/** Null where a line was damaged. */
const idIn = (head: string): string | null => {
  try {
    const [id] = JSON.parse(head) as ReadonlyArray<unknown>;
    return typeof id === "string" ? id : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
};

const readLines = (workspace: WorkspaceService, path: string, header: string): Map<string, string> => {
  const lines = new Map<string, string>();
  const text = textAt(workspace, path);
  if (text === null || !text.startsWith(`${header}\n`)) return lines;
  for (let start = header.length + 1, end = text.indexOf("\n", start); end >= 0; ) {
    const tab = text.indexOf("\t", start);
    if (tab > start && tab < end) lines.set(text.slice(start, tab), text.slice(tab + 1, end));
    start = end + 1;
    end = text.indexOf("\n", start);
  }
  return lines;
};

const textAt = (workspace: WorkspaceService, path: string): string | null => {
  try {
    return workspace.readText(path);
  } catch (error) {
    if (error instanceof FileFailure) return null;
    throw error;
  }
};
