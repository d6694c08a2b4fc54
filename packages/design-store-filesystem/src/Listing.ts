/** Which documents of a scope are there: the folders that `heads` walks. */
import { hash } from "node:crypto";
import type { DocumentHead, Scope } from "@idse/design-store";
import { FileFailure } from "@idse/durable-files";
import {
  type DocumentKind,
  type DocumentRef,
  isProjectKind,
  isReadableName,
  isSessionKind,
  stages,
} from "@idse/pipeline-artifacts";
import { pathOf, projectPaths, sessionFolder } from "@idse/project-workspace";
import { HeadIndex } from "./HeadIndex.ts";
import type { Writer } from "./LocalFolder.ts";
import type { WorkingTree } from "./WorkingTree.ts";

const projectKinds: ReadonlyArray<DocumentKind> = ["project", "registry", "constitution"];

const namesIn = (tree: WorkingTree, folder: string, kind: "file" | "directory"): ReadonlyArray<string> => {
  if (!tree.hasFolder(folder)) return [];
  return tree.files
    .list(folder)
    .filter((entry) => entry.kind === kind || entry.kind === "symlink")
    .map((entry) => entry.name)
    .sort();
};

const sessionNames = (tree: WorkingTree, project: string): ReadonlyArray<string> => {
  const folder = `${tree.root}/${projectPaths(project).sessions}`;
  return namesIn(tree, folder, "directory").filter((name) => isReadableName(name));
};

/** Every kind that a session may have, as far as its folders tell. */
const kindsOf = (tree: WorkingTree, project: string, session: string): ReadonlyArray<DocumentKind> => {
  const metadata = `${tree.root}/${sessionFolder(project, session)}/metadata`;
  const names = new Set(namesIn(tree, metadata, "file"));
  const claims =
    names.has("claims") || tree.hasFolder(`${metadata}/claims`)
      ? namesIn(tree, `${metadata}/claims`, "file")
      : [];
  return [
    ...stages,
    ...(["session", "state"] as const).filter((kind) => names.has(`${kind}.json`)),
    ...(names.has("narrative.md") ? (["narrative"] as const) : []),
    "profile",
    ...claims
      .filter((name) => name.endsWith(".json") && isReadableName(name.slice(0, -5)))
      .map((name) => `claim/${name.slice(0, -5)}` as const),
  ];
};

const refsOf = (
  tree: WorkingTree,
  scope: Scope,
  sessions: ReadonlySet<string>,
): ReadonlyArray<DocumentRef> => {
  const { project, kinds } = scope;
  const ofProject = scope.sessions === undefined ? (kinds ?? projectKinds).filter(isProjectKind) : [];
  const profiles = new Set(namesIn(tree, `${tree.root}/${projectPaths(project).profiles}`, "file"));
  return [
    ...ofProject.map((kind) => ({ project, session: null, kind })),
    ...[...sessions].flatMap((session) => {
      const wanted = kinds?.filter(isSessionKind) ?? kindsOf(tree, project, session);
      return wanted
        .filter((kind) => kind !== "profile" || profiles.has(`${session}.profile.yaml`))
        .map((kind) => ({ project, session, kind }));
    }),
  ];
};

/** A document that is not text is listed by its bytes, so that one broken file does not hide all others; reading it fails. */
const headOf = (tree: WorkingTree, ref: DocumentRef): DocumentHead | undefined => {
  try {
    const document = tree.document(ref);
    if (document === undefined) return undefined;
    return { ref, revision: document.revision, digest: document.digest, removed: false };
  } catch (error) {
    if (!(error instanceof FileFailure) || error.code !== "EILSEQ") throw error;
    const hex = hash("sha256", tree.files.read(`${tree.root}/${pathOf(ref)}`), "hex");
    return { ref, revision: `r1:${hex}`, digest: `sha256:${hex}`, removed: false };
  }
};

/** Tells what this listing leaves out although it is there, so that the index keeps what it knows of that. */
const leftOutBy = (scope: Scope, sessions: ReadonlySet<string>) => {
  const kinds = scope.kinds === undefined ? undefined : new Set<string>(scope.kinds);
  return (session: string, kind: string): boolean => {
    const otherKind = kinds !== undefined && !kinds.has(kind);
    const walked = sessions.has(session);
    if (scope.sessions !== undefined) return otherKind || !walked;
    return otherKind && (walked || session === "");
  };
};

export const headsOf = (writer: Writer, tree: WorkingTree, scope: Scope): ReadonlyArray<DocumentHead> => {
  const sessions = new Set(scope.sessions ?? sessionNames(tree, scope.project));
  const refs = refsOf(tree, scope, sessions);
  const index = HeadIndex.open(writer, tree, scope.project, refs.length);
  if (index === undefined) return refs.flatMap((ref) => headOf(tree, ref) ?? []);
  const heads = refs.flatMap((ref) => {
    const stat = tree.stat(tree.path(ref));
    return (stat && index.headOf(ref, stat, () => headOf(tree, ref))) ?? [];
  });
  index.save(leftOutBy(scope, sessions));
  return heads;
};
