/**
 * Where things lie in Firestore. It keeps names such as `__x__` and `..` for itself and allows 1500 bytes, so every
 * name of ours is encoded: injective, never reserved, and of characters that a URL carries as they are.
 */
import { hash } from "node:crypto";
import type { OperationId } from "@idse/design-store";
import type { DocumentRef } from "@idse/pipeline-artifacts";

export interface Place {
  readonly projectId: string;
  readonly database: string;
  readonly tenant: string;
}

/** Collections have distinctive names, since settings of a field hold for all collections of one name. */
export const documentsCollection = "idseDocuments";
export const operationsCollection = "idseOperations";

const longest = 1500;

const escaped = (text: string): string =>
  text.replace(/[^A-Za-z0-9._-]/gu, (character) =>
    Array.from(
      new TextEncoder().encode(character),
      (byte) => `~${byte.toString(16).toUpperCase().padStart(2, "0")}`,
    ).join(""),
  );

/**
 * One segment of a path. The prefix keeps it from being reserved; an escape is `~` and two digits, so `~~` stands
 * between parts only. What is too long becomes its hash, and readers hold the fields against the ref they asked for.
 */
export const segmentOf = (prefix: string, ...parts: ReadonlyArray<string>): string => {
  const segment = `${prefix}.${parts.map(escaped).join("~~")}`;
  return segment.length <= longest ? segment : `h.${hash("sha256", segment, "hex")}`;
};

export const databaseName = ({ projectId, database }: Place): string =>
  `projects/${projectId}/databases/${database}`;

const tenantName = (place: Place): string =>
  `${databaseName(place)}/documents/idseTenants/${segmentOf("t", place.tenant)}`;

/** The parent of a project's documents. */
export const projectName = (place: Place, project: string): string =>
  `${tenantName(place)}/idseProjects/${segmentOf("p", project)}`;

export const documentName = (place: Place, { project, session, kind }: DocumentRef): string => {
  const segment = session === null ? segmentOf("p", kind) : segmentOf("s", session, kind);
  return `${projectName(place, project)}/${documentsCollection}/${segment}`;
};

/** The counter lies among the documents it counts, so that one query lists both at one moment. */
export const counterName = (place: Place, project: string): string =>
  `${projectName(place, project)}/${documentsCollection}/counter`;

/** Operations belong to the tenant: one commit may touch several projects. */
export const operationName = (place: Place, operation: OperationId): string =>
  `${tenantName(place)}/${operationsCollection}/${segmentOf("o", operation)}`;
