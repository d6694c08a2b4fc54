/** Which document a page is, and how it is titled: as the Python predecessor named its pages. */
import {
  type DocumentRef,
  isDocumentRef,
  isReadableName,
  isStage,
  stageDefinition,
} from "@idse/pipeline-artifacts";
import type { Settings } from "./Options.ts";

/** Stands where a session does, for what belongs to the project. Kinds tell it from a session of that name. */
const projectSession = "__project__";
const manifestKind = "manifest";

/** Of a session, or of a project itself: see `Manifest.ts`. */
export interface ManifestRef {
  readonly project: string;
  readonly session: string | null;
  readonly kind: typeof manifestKind;
}

export type PageRef = DocumentRef | ManifestRef;

/** No name may hold a colon, so that this is read back without doubt. */
export const idOf = ({ project, session, kind }: PageRef): string =>
  `${project}::${session ?? projectSession}::${kind}`;

export const manifestOf = ({ project, session }: PageRef): ManifestRef => ({
  project,
  session: session === projectSession ? null : session,
  kind: manifestKind,
});

/** What the ids of a project's pages, or of a session's, begin with. */
export const prefixOf = (project: string, session?: string): string =>
  session === undefined ? `${project}::` : `${project}::${session}::`;

export const prefixOfProject = (project: string): string => prefixOf(project, projectSession);

/** Undefined for a page that is none of ours, such as a state page of the predecessor. */
export const refOf = (id: string): PageRef | undefined => {
  const [project, session, kind, ...rest] = id.split("::");
  if (project === undefined || session === undefined || kind === undefined || rest.length > 0)
    return undefined;
  if (kind === manifestKind)
    return isReadableName(project) && isReadableName(session)
      ? { project, session: session === projectSession ? null : session, kind }
      : undefined;
  const ref = { project, session, kind };
  const ofProject = { ...ref, session: null };
  if (session === projectSession && isDocumentRef(ofProject)) return ofProject;
  return isDocumentRef(ref) ? ref : undefined;
};

const words = (kind: string): string => kind.charAt(0).toUpperCase() + kind.slice(1).replace("/", " ");

const titled = (kind: string, named: string, titles: Settings["titles"]): string =>
  isStage(kind) ? (titles[kind] ?? stageDefinition(kind).title) : words(named);

/** What people read in the column Stage: one word for all claims. */
export const stageTitleOf = ({ kind }: PageRef, titles: Settings["titles"]): string =>
  titled(kind, kind.split("/")[0] ?? kind, titles);

export const pageTitleOf = ({ project, session, kind }: PageRef, titles: Settings["titles"]): string =>
  `${titled(kind, kind, titles)} – ${session ?? project}`;

export const sessionTextOf = ({ session }: PageRef): string => session ?? projectSession;
