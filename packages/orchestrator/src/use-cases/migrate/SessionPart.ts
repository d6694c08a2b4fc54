/** What a migration does to one session, and what it notes of it. */
import { blueprintSession, printJsonLike, readJson, SessionMetadata } from "@idse/pipeline-artifacts";
import {
  type Draft,
  databasePath,
  emptyNote,
  type MigrationNote,
  type NotedClaim,
  type PlannedDocument,
  type SessionFacts,
  type Statuses,
  takenNow,
  withTaken,
} from "@idse/workspace-migration";

export interface SessionPart {
  readonly facts: SessionFacts;
  readonly writes: ReadonlyArray<PlannedDocument>;
  /** The session is not there yet. */
  readonly makes: boolean;
  /** The note as it will be; null where nothing is to be noted. */
  readonly note: MigrationNote | null;
  readonly remarks: ReadonlyArray<string>;
}

export interface SessionGiven {
  readonly exists: boolean;
  /** A document of it is left to a person. */
  readonly drifts: boolean;
  readonly note: MigrationNote | null;
  readonly said: Statuses | null;
  /** Of the project; none where this is not its blueprint. */
  readonly claims: ReadonlyArray<NotedClaim>;
  /** It has a state record of ours, so what an older file says of its stages is a view of that. */
  readonly recorded: boolean;
  readonly source: string;
  readonly at: string;
  readonly by: string;
}

export const sessionPart = (
  facts: SessionFacts,
  documents: ReadonlyArray<PlannedDocument>,
  given: SessionGiven,
): SessionPart => {
  const writes = documents.filter(({ action }) => action === "write");
  const makes = !given.exists && (writes.length > 0 || !given.drifts);
  const isNoted = (kind: string): boolean =>
    given.note?.taken.some(({ document }) => document === kind) === true;
  const entries = documents
    .filter(({ action, ref }) => action === "write" || (action === "same" && !isNoted(ref.kind)))
    .map(({ ref, layout, from, content }) =>
      takenNow(
        ref.kind,
        layout,
        from.map((one) => ({ ...one })),
        content,
        given.at,
        given.by,
      ),
    );
  const before = given.note ?? emptyNote(given.source, facts.named === facts.session ? null : facts.named);
  const isNews = before.said === undefined && (!given.recorded || entries.length > 0 || makes);
  const said = isNews ? given.said : null;
  const claims = before.claims === undefined ? given.claims : [];
  if (entries.length === 0 && !makes && said === null && claims.length === 0)
    return { facts, writes, makes, note: null, remarks: [] };
  return {
    facts,
    writes,
    makes,
    note: {
      ...withTaken(before, entries),
      ...(said === null ? {} : { said: { ...said.stages } }),
      ...(claims.length === 0 ? {} : { claims: [...claims] }),
    },
    remarks: [
      ...(said === null ? [] : [remarkOn(said)]),
      ...(claims.length === 0 ? [] : [claimsRemark(facts.project, claims)]),
    ],
  };
};

/** The older tools kept a word for each stage, of nobody and about no text; a sign-off is more than that. */
const remarkOn = ({ path, session, stages }: Statuses): string => {
  const words = Object.entries(stages).map(([stage, status]) => `${stage} ${status}`);
  return `${path} says of ${session}: ${words.join(", ")}. That is noted, and is nobody's sign-off; one is given with idse session set-stage ${session} --stage STAGE --status completed.`;
};

/** The older gate never held a claim against its sources, so whether one holds is decided anew. */
const claimsRemark = (project: string, claims: ReadonlyArray<NotedClaim>): string => {
  const told = claims.map(({ text, classification, status }) => `"${text}" (${classification}, ${status})`);
  return `${databasePath} says what the blueprint of ${project} claims. That is noted in its metadata/migration.json, and is not in force: ${told.join("; ")}. One that a document of the blueprint says is declared with idse blueprint declare --claim TEXT --classification CLASS --source __blueprint__:STAGE.`;
};

/** A blueprint of which the source says nothing, which a project's own documents are noted with. */
export const unsaidBlueprint = (project: string): SessionFacts => ({
  project,
  session: blueprintSession,
  layouts: [],
  named: blueprintSession,
  owner: null,
  ownerPath: null,
  createdAt: null,
  archived: false,
});

/** A session that has a uid keeps it, whatever is said of it elsewhere. */
export const withUid = (draft: Draft, standing: string | undefined): Draft => {
  if (draft.ref.kind !== "session" || standing === undefined) return draft;
  const [here, there] = [readJson(standing, SessionMetadata), readJson(draft.content, SessionMetadata)];
  if (!here.ok || !there.ok || here.value.uid === undefined || there.value.uid !== undefined) return draft;
  return { ...draft, content: printJsonLike(draft.content, { ...there.value, uid: here.value.uid }) };
};
