/** The stage documents of all sessions as witnesses for claims, in the order in which the sessions came to be. */
import { boilerplateOf, type Witness, witnessOf } from "@idse/blueprint-claims";
import {
  ArtifactDocument,
  blueprintSession,
  type Stage,
  stages,
  type TemplateNames,
  templateOf,
} from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { readingOf } from "./ClaimSources.ts";
import { attempt } from "./Failure.ts";
import { law, ownTemplates } from "./Law.ts";
import { templateNames } from "./NewSession.ts";
import { type Places, places } from "./Places.ts";
import { fromSessions, listSessions, noteOf, recordProblemOf, type SessionSnapshot } from "./Snapshot.ts";
import { readProject } from "./StoredProject.ts";
import { Workspace } from "./Workspace.ts";

export interface Witnesses {
  readonly witnesses: ReadonlyArray<Witness>;
  readonly parentOf: (session: string) => string | null;
  /** By session. */
  readonly snapshots: ReadonlyMap<string, SessionSnapshot>;
  /** What could not be read and is left out, for a person. */
  readonly notes: ReadonlyArray<string>;
}

export const readWitnesses = (project: string) =>
  Effect.gen(function* () {
    const at = yield* places;
    const boilerplate = yield* boilerplateHere;
    const stack = (yield* readProject(project))?.stack ?? "";
    const notes: Array<string> = [];
    const heard = yield* fromSessions(project, yield* listSessions(project), (snapshot) => {
      const problem = recordProblemOf(snapshot);
      if (problem !== null) {
        notes.push(`${noteOf(problem)} The session is left out.`);
        return [];
      }
      const read = heardIn(snapshot, boilerplate, namesOf(snapshot, stack), at);
      notes.push(...read.notes);
      return [{ snapshot, witnesses: read.witnesses }];
    });
    heard.sort((a, b) => bySeniority(a.snapshot, b.snapshot));
    const snapshots = new Map(heard.map(({ snapshot }) => [snapshot.id, snapshot]));
    return {
      witnesses: heard.flatMap(({ witnesses }) => witnesses),
      parentOf: (session) => snapshots.get(session)?.metadata?.parent_session ?? null,
      snapshots,
      notes,
    } satisfies Witnesses;
  });

const heardIn = (
  snapshot: SessionSnapshot,
  boilerplate: Boilerplate,
  names: TemplateNames,
  { name }: Places,
): Pick<Witnesses, "witnesses" | "notes"> => {
  const { project, id: session, documents, unreadable } = snapshot;
  const witnesses: Array<Witness> = [];
  const notes: Array<string> = [];
  for (const stage of stages) {
    const text = documents.get(stage)?.text;
    // Read apart, so that its tree, far larger than its text, is let go at once.
    const document = text === undefined ? null : new ArtifactDocument(text);
    const problem = unreadable.get(stage)?.message ?? document?.problem ?? null;
    if (problem !== null) notes.push(`${name({ project, session, kind: stage })} is left out: ${problem}`);
    else if (document !== null)
      witnesses.push(witnessOf(readingOf(snapshot, stage, document), boilerplate(stage)(names)));
  }
  return { witnesses, notes };
};

type Boilerplate = (stage: Stage) => ReturnType<typeof boilerplateOf>;

/** What templates say here: the shipped ones, and the repository's own. */
const boilerplateHere = Effect.gen(function* () {
  const { readText } = yield* Workspace;
  const own = ownTemplates(yield* law, readText);
  const made = yield* attempt(
    () =>
      new Map(
        stages.map((stage) => {
          const text = own(stage);
          return [stage, boilerplateOf(text === null ? [templateOf(stage)] : [templateOf(stage), text])];
        }),
      ),
  );
  const none = boilerplateOf([]);
  const here: Boilerplate = (stage) => made.get(stage) ?? none;
  return here;
});

const namesOf = ({ project, id, metadata }: SessionSnapshot, stack: string): TemplateNames =>
  templateNames({ project, id, name: metadata?.name ?? id, stack, at: metadata?.created_at ?? "" });

/** The blueprint first, then by the time they were made. */
const bySeniority = (a: SessionSnapshot, b: SessionSnapshot): number => {
  const first = Number(b.id === blueprintSession) - Number(a.id === blueprintSession);
  const [left, right] = [a.metadata?.created_at ?? "", b.metadata?.created_at ?? ""];
  return first !== 0 ? first : left === right ? (a.id < b.id ? -1 : 1) : left < right ? -1 : 1;
};
