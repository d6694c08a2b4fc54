/** What every store checks before it touches anything: that a request names documents that may exist. */
import { type DocumentRef, isDocumentRef, isReadableName, refKey } from "@idse/pipeline-artifacts";
import type { Change, Scope } from "./DesignStore.ts";

/** Why these refs cannot be read, as a sentence; undefined where they can. */
export const problemWithRefs = (refs: ReadonlyArray<DocumentRef>): string | undefined => {
  const unsafe = refs.find((ref) => !isDocumentRef(ref));
  return unsafe === undefined ? undefined : `${JSON.stringify(refKey(unsafe))} does not name a document.`;
};

/** Why this scope cannot be listed. */
export const problemWithScope = (scope: Scope): string | undefined => {
  const unsafe = [scope.project, ...(scope.sessions ?? [])].find((name) => !isReadableName(name));
  return unsafe === undefined
    ? undefined
    : `${JSON.stringify(unsafe)} is not a name of a project or session.`;
};

/** Why these changes cannot be committed: an unsafe name, a document named twice, text that UTF-8 cannot carry. */
export const problemWithChanges = (changes: ReadonlyArray<Change>): string | undefined => {
  const unsafe = problemWithRefs(changes.map((change) => change.ref));
  if (unsafe !== undefined) return unsafe;
  const seen = new Set<string>();
  for (const change of changes) {
    const key = refKey(change.ref);
    if (seen.has(key)) return `${key} is named twice in one commit.`;
    seen.add(key);
    if (change._tag === "Put" && !change.content.isWellFormed())
      return `${key} holds half a character and cannot be kept as UTF-8.`;
  }
  return undefined;
};

/** Whether a document belongs to a scope. */
export const isInScope = (ref: DocumentRef, scope: Scope): boolean =>
  ref.project === scope.project &&
  (scope.sessions === undefined || (ref.session !== null && scope.sessions.includes(ref.session))) &&
  (scope.kinds === undefined || scope.kinds.includes(ref.kind));
