/**
 * Readings kept in `.idse/.local/cache`, each under the key of the texts it was made from. The file says
 * which law and which build of this program wrote it; one of another is not looked at. Absent, cut off or
 * foreign it costs time and changes no answer.
 */
import { FileFailure } from "@idse/durable-files";
import { layout, sessionFolder } from "@idse/project-workspace";
import type { SessionReading } from "./Reading.ts";
import type { WorkspaceService } from "./Workspace.ts";

export interface ReadingCache {
  readonly get: (id: string, key: string) => SessionReading | undefined;
  /**
   * Keeps a reading and gives it back, as one that holds none of the texts it was made from: the engine
   * lets a piece of a string hold on to the whole.
   */
  readonly put: (key: string, reading: SessionReading) => SessionReading;
  /** Writes what is new, once it is worth it. `present`: all sessions there are, so that others are dropped. */
  readonly save: (present: ReadonlyArray<string> | null) => void;
}

/** Rewriting a large file for a few sessions costs more than reading those again. */
const worthSaving = (fresh: number, total: number): boolean => fresh > total / 200;

const nothing: ReadingCache = {
  get: () => undefined,
  put: (_key, reading) => reading,
  save: () => undefined,
};

/** A line: id and key as JSON, a tab, the reading. A tab stands raw in no JSON text, nor does a line end. */
const lineOf = (id: string, key: string, body: string): string => `${headOf(id, key)}\t${body}\n`;
const headOf = (id: string, key: string): string => JSON.stringify([id, key]);

/** A session's own folder, which most paths of a reading begin with, shortened to a unit that JSON never holds raw. */
const shortened = "\u0001";
const prefixOf = (project: string, id: string): string =>
  JSON.stringify(`${sessionFolder(project, id)}/`).slice(1, -1);

export const openReadingCache = (
  workspace: WorkspaceService,
  project: string,
  /** What the repository adds to the law of this build. */
  ownLaw: string | null,
): ReadingCache => {
  const { build } = workspace.invocation;
  // What cannot tell which code wrote it is not trusted.
  if (build === undefined) return nothing;
  const path = `${layout.local}/cache/readings/${project}.txt`;
  const header = JSON.stringify(["idse-readings", build, project, ownLaw]);
  const lines = readLines(workspace, path, header);
  const fresh = new Map<string, string>();

  return {
    get: (id, key) => {
      const body = lines.get(headOf(id, key));
      if (body === undefined) return undefined;
      try {
        return JSON.parse(body.replaceAll(shortened, prefixOf(project, id))) as SessionReading;
      } catch {
        return undefined;
      }
    },
    put: (key, reading) => {
      const whole = JSON.stringify(reading);
      fresh.set(
        reading.id,
        lineOf(reading.id, key, whole.replaceAll(prefixOf(project, reading.id), shortened)),
      );
      return JSON.parse(whole) as SessionReading;
    },
    save: (present) => {
      if (fresh.size === 0 || !worthSaving(fresh.size, lines.size)) return;
      const kept = present === null ? null : new Set(present);
      const parts = [`${header}\n`];
      for (const [head, body] of lines) {
        const [id] = JSON.parse(head) as [string, string];
        if (!fresh.has(id) && (kept === null || kept.has(id))) parts.push(`${head}\t${body}\n`);
      }
      parts.push(...fresh.values());
      try {
        workspace.writeText(path, parts.join(""));
      } catch (error) {
        // A place that cannot be written, or is full, has no cache.
        if (!(error instanceof FileFailure)) throw error;
      }
    },
  };
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
