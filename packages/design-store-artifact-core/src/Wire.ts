/** Between the contract's words and the wire's. */
import {
  type Change,
  type DocumentHead,
  isInScope,
  type Missing,
  type Scope,
  type StoredDocument,
} from "@idse/design-store";
import { type DocumentRef, digestOf, refKey } from "@idse/pipeline-artifacts";
import type * as Protocol from "./Protocol.ts";

export const wireRef = ({ project, session, kind }: DocumentRef) => ({ project, session, kind });

export const wireChange = (change: Change) =>
  change._tag === "Put"
    ? {
        action: "put",
        ref: wireRef(change.ref),
        content: change.content,
        expect: change.expect === "absent" ? change.expect : { revision: change.expect.revision },
      }
    : { action: "remove", ref: wireRef(change.ref), expect: { revision: change.expect.revision } };

export const headOf = ({ ref, revision, digest, removed }: Protocol.Head): DocumentHead => ({
  ref: wireRef(ref),
  revision,
  digest,
  removed,
});

type WireDocument = Protocol.GetOutput["documents"][number];

/** What came for a document; undefined where the upstream puts it off. */
export const documentOf = (wire: WireDocument): StoredDocument | Missing | undefined => {
  if (wire.state === "deferred") return undefined;
  const ref = wireRef(wire.ref);
  if (wire.state === "missing") return { _tag: "Missing", ref };
  const { revision, digest, content } = wire;
  return { _tag: "StoredDocument", ref, revision, digest, content };
};

/** Why these answers cannot be to these refs. */
export const problemWithDocuments = (
  refs: ReadonlyArray<DocumentRef>,
  documents: ReadonlyArray<WireDocument>,
): string | undefined => {
  if (documents.length !== refs.length)
    return `Artifact Core was asked for ${refs.length} documents and answered about ${documents.length}.`;
  for (const [index, document] of documents.entries()) {
    const asked = refs[index];
    if (asked === undefined || refKey(asked) !== refKey(document.ref))
      return `Artifact Core was asked for ${asked && refKey(asked)} and answered about ${refKey(document.ref)}.`;
    if (document.state === "present" && digestOf(document.content) !== document.digest)
      return `${refKey(asked)} did not come as Artifact Core keeps it: its digest is another.`;
  }
  return documents.length > 0 && documents.every(({ state }) => state === "deferred")
    ? "Artifact Core put off every document that it was asked for."
    : undefined;
};

/** Why these heads cannot be of this listing. */
export const problemWithHeads = (
  scope: Scope,
  since: string | undefined,
  heads: ReadonlyArray<Protocol.Head>,
): string | undefined => {
  const stray = heads.find(({ ref }) => !isInScope(ref, scope));
  if (stray !== undefined) return `Artifact Core lists ${refKey(stray.ref)}, which was not asked for.`;
  const gone = since === undefined ? heads.find(({ removed }) => removed) : undefined;
  return gone && `Artifact Core lists ${refKey(gone.ref)} as present and removed at once.`;
};

/** Why these heads cannot be of this commit. */
export const problemWithResult = (
  changes: ReadonlyArray<Change>,
  heads: ReadonlyArray<Protocol.Head>,
  byteExact: boolean,
): string | undefined => {
  if (heads.length !== changes.length)
    return `Artifact Core answered a commit of ${changes.length} documents with ${heads.length} heads.`;
  for (const [index, change] of changes.entries()) {
    const head = heads[index];
    const key = refKey(change.ref);
    if (head === undefined || refKey(head.ref) !== key || head.removed !== (change._tag === "Remove"))
      return `Artifact Core's answer to a commit does not speak of ${key} where it should.`;
    if (byteExact && change._tag === "Put" && head.digest !== digestOf(change.content))
      return `Artifact Core keeps ${key} otherwise than it was sent.`;
  }
  return undefined;
};
