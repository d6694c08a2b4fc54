/**
 * New sessions. `createSession` makes one and switches to it; `spawn` makes a feature of a parent
 * and leaves the current session as it is.
 */
import { DesignStore, newOperation } from "@idse/design-store";
import {
  blueprintSession,
  displayNameProblem,
  isCreatableName,
  nameProblem,
  suggestName,
} from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { describeFailure } from "../describeFailure.ts";
import { AlreadyThere, attempt, Misuse } from "../Failure.ts";
import { keepTexts } from "../KeptTexts.ts";
import { law, ownTemplates } from "../Law.ts";
import { newSessionChanges } from "../NewSession.ts";
import { places } from "../Places.ts";
import { now, requireSession } from "../SessionChange.ts";
import { existingSessions, readSessions } from "../Snapshot.ts";
import { readProject } from "../StoredProject.ts";
import { renewStateView, writePointer } from "../Views.ts";
import { actor, currentProject, Workspace } from "../Workspace.ts";
import { parseSessionType } from "./sessions.ts";

export interface CreateOptions {
  /** Absent: an id that two clones cannot both choose. */
  readonly name?: string;
  readonly title?: string;
  readonly type?: string;
  readonly parent?: string;
  readonly owner?: string;
  readonly description?: string;
}

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** `session-20261124-7gk2m0qx`: the day, and 40 random bits. */
export const randomSessionId = (at: string, bytes: Uint8Array): string =>
  `session-${at.slice(0, 10).replaceAll("-", "")}-${[...bytes.slice(0, 8)].map((byte) => alphabet[byte & 31]).join("")}`;

export const requireCreatable = (name: string): Effect.Effect<string, Misuse> => {
  if (isCreatableName(name) && name !== blueprintSession) return Effect.succeed(name);
  const suggestion = suggestName(name);
  return Effect.fail(
    new Misuse({
      problem:
        name === blueprintSession
          ? "The blueprint is made by idse init."
          : (nameProblem(name) ?? "The name cannot be used."),
      ...(suggestion === undefined ? {} : { hint: `Try: ${suggestion}` }),
    }),
  );
};

const make = (options: CreateOptions) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    const project = yield* currentProject;
    const type = (yield* parseSessionType(options.type)) ?? "feature";
    if (type === "blueprint") {
      return yield* new Misuse({ problem: "A project has one blueprint, and idse init makes it." });
    }
    const titleProblem = options.title === undefined ? undefined : displayNameProblem(options.title);
    if (titleProblem !== undefined) return yield* new Misuse({ problem: titleProblem });
    const at = yield* now;
    const id =
      options.name === undefined
        ? randomSessionId(at, globalThis.crypto.getRandomValues(new Uint8Array(8)))
        : yield* requireCreatable(options.name);
    const parent = yield* parentOf(project, options.parent);
    const owner = options.owner ?? (yield* actor);
    const metadata = yield* readProject(project);
    const template = ownTemplates(yield* law, workspace.readText);
    const changes = yield* attempt(() =>
      newSessionChanges({
        project,
        id,
        name: options.title ?? id,
        type,
        stack: metadata?.stack ?? "",
        owner,
        description: options.description ?? null,
        parent,
        at,
        uid: globalThis.crypto.randomUUID(),
        template,
      }),
    );
    const store = yield* DesignStore;
    yield* store.commit(changes, newOperation()).pipe(
      Effect.catchTag("RevisionConflict", () =>
        Effect.fail(
          new AlreadyThere({
            what: "session",
            name: id,
            problem: `The session "${id}" is already there; it was left as it is.`,
            hint: `idse session switch ${id}`,
          }),
        ),
      ),
    );
    const notes = yield* keepTexts(parent?.documents.values() ?? []);
    return { workspace, project, id, parent: parent?.id ?? null, notes };
  });

/** The named parent, else the blueprint where there is one. */
const parentOf = (project: string, named: string | undefined) =>
  Effect.gen(function* () {
    if (named !== undefined) yield* requireSession(project, named);
    const id = named ?? blueprintSession;
    const existing = yield* existingSessions(project, [id]);
    if (!existing.has(id)) return null;
    const [snapshot] = yield* readSessions(project, [id]);
    return snapshot ?? null;
  });

/** Points this clone at a session and renews its view; answers with notes. */
const pointAt = (project: string, id: string) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    yield* attempt(() => writePointer(workspace, project, id));
    return yield* renewStateView(project, id);
  });

/** As `pointAt`, for a session that is stored by now: where the pointer cannot be written, it still is. */
const pointAtNew = (project: string, id: string) =>
  pointAt(project, id).pipe(
    Effect.map((notes) => ({ current: true, notes })),
    Effect.catch((failure) =>
      Effect.succeed({
        current: false,
        notes: [
          `The session is stored, but CURRENT_SESSION could not be written: ${describeFailure(failure).message}`,
        ],
      }),
    ),
  );

export const createSession = (options: CreateOptions) =>
  Effect.gen(function* () {
    const { project, id, parent, notes: kept } = yield* make(options);
    const { current, notes } = yield* pointAtNew(project, id);
    return answer(
      "session-change",
      {
        project,
        session: id,
        action: "created",
        parent,
        path: (yield* places).folder(project, id),
        current,
        value: null,
        unchanged: false,
        next: current ? "idse next" : `idse session switch ${id}`,
      },
      [...kept, ...notes],
    );
  });

export const spawn = (options: CreateOptions) =>
  Effect.gen(function* () {
    const { project, id, parent, notes } = yield* make(options);
    return answer(
      "session-change",
      {
        project,
        session: id,
        action: "spawned",
        parent,
        path: (yield* places).folder(project, id),
        current: false,
        value: null,
        unchanged: false,
        next: `idse session switch ${id}`,
      },
      notes,
    );
  });

export const switchSession = (id: string) =>
  Effect.gen(function* () {
    const project = yield* currentProject;
    yield* requireSession(project, id);
    const notes = yield* pointAt(project, id);
    return answer(
      "session-change",
      {
        project,
        session: id,
        action: "switched",
        parent: null,
        path: (yield* places).folder(project, id),
        current: true,
        value: null,
        unchanged: false,
        next: "idse status",
      },
      notes,
    );
  });
