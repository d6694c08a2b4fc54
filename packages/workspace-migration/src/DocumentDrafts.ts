/** Files of a source read as drafts of documents. */
import { parseRegistry } from "@idse/agent-registry";
import {
  blueprintSession,
  type DocumentKind,
  digestOf,
  isStage,
  isUntouched,
  printJsonLike,
  readJson,
  refKey,
  SessionMetadata,
} from "@idse/pipeline-artifacts";
import { composed } from "./Composed.ts";
import type { Draft } from "./Draft.ts";
import type { Find, LayoutName } from "./Find.ts";
import { type Names, refOf, type TextOf } from "./Names.ts";
import type { MigrationProblem } from "./Problem.ts";
import { narrativeIn } from "./SessionNotes.ts";

export const documentDrafts = (
  finds: ReadonlyArray<Find>,
  text: TextOf,
  names: Names,
  problems: Array<MigrationProblem>,
  remarks: Array<string>,
): ReadonlyArray<Draft> => {
  type Part = Find & { readonly role: "document" };
  const groups = new Map<string, Array<Part>>();
  for (const find of finds) {
    if (find.role !== "document") continue;
    if (isForeignTemplate(find.layout, text(find))) {
      remarks.push(`${find.path} is as its template left it, and was not taken over.`);
      continue;
    }
    // Parts of one document come from one layout; two layouts with the same document are two drafts of it.
    const isWhole = find.layout !== "spec-kit" && find.layout !== "openspec";
    const key = `${isWhole ? find.path : find.layout} ${refKey(refOf(names, find, find.kind))}`;
    groups.set(key, [...(groups.get(key) ?? []), find]);
  }
  return [...groups.values()].flatMap((group) => {
    const parts = group.toSorted((a, b) => a.order - b.order || (a.path < b.path ? -1 : 1));
    const [first] = parts;
    if (first === undefined) return [];
    const ref = refOf(names, first, first.kind);
    const raw = composed(
      first.layout,
      parts.map((part) => ({ path: part.path, text: text(part) })),
    );
    const content = checked(first, ref.session, raw, problems);
    if (content === null) return [];
    for (const part of parts) remarks.push(...openPlaces(part, text(part)));
    const from = parts.map((part) => ({ path: part.path, digest: digestOf(text(part)) }));
    return [{ ref, layout: first.layout, from, content, own: isOwn(first.kind, content) }];
  });
};

/** Documents without which a feature or a change says little. */
export const missingPieces = (finds: ReadonlyArray<Find>): ReadonlyArray<MigrationProblem> => {
  const paths = new Set(finds.map(({ path }) => path));
  const folders = new Map<string, readonly [string, string]>();
  for (const { layout, path, session, role } of finds) {
    if (session === null || session === blueprintSession || role === "left") continue;
    const folder = new RegExp(
      layout === "spec-kit" ? "^specs/[^/]+/" : "^openspec/changes/(?:archive/)?[^/]+/",
    ).exec(path)?.[0];
    if (folder === undefined || (layout !== "spec-kit" && layout !== "openspec")) continue;
    folders.set(folder, layout === "spec-kit" ? ["spec.md", "spec"] : ["proposal.md", "intent"]);
  }
  return [...folders].flatMap(([folder, [name, stage]]) =>
    paths.has(`${folder}${name}`)
      ? []
      : [
          {
            code: "missing" as const,
            path: `${folder}${name}`,
            line: null,
            message: `There is no ${name}; the ${stage} of the session is left as its template.`,
          },
        ],
  );
};

/** Whether somebody wrote it. */
export const isOwn = (kind: DocumentKind, content: string): boolean => {
  if (content.replace(/^\ufeff/, "").trim() === "") return false;
  if (isStage(kind)) return !isUntouched(kind, content, null);
  if (kind !== "registry") return true;
  const read = parseRegistry(content);
  return read.ok && read.value.agents.length > 0;
};

/** JSON that would not be read here is told with its place; a session that gets another name says so itself. */
const checked = (
  find: Find & { readonly role: "document" },
  session: string | null,
  raw: string,
  problems: Array<MigrationProblem>,
): string | null => {
  const read =
    find.kind === "session"
      ? readJson(raw, SessionMetadata)
      : find.kind === "registry"
        ? parseRegistry(raw)
        : null;
  if (read === null) return raw;
  if (!read.ok) {
    const { line, message } = read.problem;
    problems.push({ code: "malformed", path: find.path, line, message });
    return null;
  }
  return find.kind === "session" && session !== null && session !== find.session
    ? printJsonLike(raw, { ...read.value, session_id: session })
    : raw;
};

/** A heading that the other tool's template left open. */
const isForeignTemplate = (layout: LayoutName, text: string): boolean =>
  (layout === "spec-kit" || layout === "openspec") &&
  (text.trim() === "" || /^# [^\n]*\[(?:FEATURE NAME|FEATURE|PROJECT_NAME)\]/m.test(text));

const openPlaces = (find: Find, text: string): ReadonlyArray<string> =>
  find.layout !== "spec-kit"
    ? []
    : text
        .split("\n")
        .flatMap((line, index) =>
          line.includes("[NEEDS CLARIFICATION")
            ? [
                `${find.path}:${index + 1} has an open [NEEDS CLARIFICATION]; [REQUIRES INPUT] is what idse validate looks for.`,
              ]
            : [],
        );

export const narratives = (
  finds: ReadonlyArray<Find>,
  text: TextOf,
  names: Names,
  problems: Array<MigrationProblem>,
): ReadonlyArray<Draft> =>
  finds.flatMap((find) => {
    if (find.role !== "meta") return [];
    const narrative = narrativeIn(text(find));
    if (narrative === null) return [];
    if ("problem" in narrative) {
      problems.push({ code: "malformed", path: find.path, line: narrative.line, message: narrative.problem });
      return [];
    }
    const from = [{ path: find.path, digest: digestOf(narrative.text) }];
    const ref = refOf(names, find, "narrative");
    return [{ ref, layout: find.layout, from, content: narrative.text, own: true }];
  });
