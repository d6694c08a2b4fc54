/** Owner, collaborators, status and tags of a session. */
import {
  type CollaboratorRole,
  collaboratorRoles,
  collaboratorsOf,
  type SessionMetadata,
} from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { assessSession, countedErrors } from "../Assessment.ts";
import { AlreadyThere, Misuse, NotFound, NotYet } from "../Failure.ts";
import { places } from "../Places.ts";
import type { ResultOf } from "../results/Results.ts";
import { changeMetadata, now, requireSession } from "../SessionChange.ts";
import { currentSession } from "../Sessions.ts";
import { currentProject } from "../Workspace.ts";
import { parseSessionStatus } from "./sessions.ts";

type Action = ResultOf<"session-change">["action"];

const applied = (action: Action, id: string, value: string | null, changed: boolean) =>
  Effect.gen(function* () {
    const project = yield* currentProject;
    const current = yield* Effect.option(currentSession(project));
    return answer("session-change", {
      project,
      session: id,
      action,
      parent: null,
      path: (yield* places).folder(project, id),
      current: current._tag === "Some" && current.value.session === id,
      value,
      unchanged: !changed,
      next: null,
    });
  });

const change = <E>(
  action: Action,
  id: string,
  value: string,
  next: (metadata: SessionMetadata) => Effect.Effect<SessionMetadata | null, E>,
) =>
  Effect.gen(function* () {
    const project = yield* currentProject;
    const changed = yield* changeMetadata(project, id, next);
    return yield* applied(action, id, value, changed);
  });

const filled = (what: string, text: string): Effect.Effect<string, Misuse> =>
  text.trim() === ""
    ? Effect.fail(new Misuse({ problem: `The ${what} cannot be empty.` }))
    : Effect.succeed(text.trim());

export const setOwner = (id: string, owner: string) =>
  Effect.gen(function* () {
    const name = yield* filled("owner", owner);
    return yield* change("owner-set", id, name, (metadata) =>
      Effect.succeed(metadata.owner === name ? null : { ...metadata, owner: name }),
    );
  });

const parseRole = (role: string): Effect.Effect<CollaboratorRole, Misuse> => {
  const found = collaboratorRoles.find((one) => one === role);
  return found === undefined
    ? Effect.fail(
        new Misuse({ problem: `"${role}" is not a role.`, hint: `One of: ${collaboratorRoles.join(", ")}` }),
      )
    : Effect.succeed(found);
};

export const addCollaborator = (id: string, collaborator: string, asRole: string) =>
  Effect.gen(function* () {
    const name = yield* filled("name", collaborator);
    const role = yield* parseRole(asRole);
    const at = yield* now;
    return yield* change("collaborator-added", id, name, (metadata) => {
      const there = collaboratorsOf(metadata).find((one) => one.name === name);
      if (there?.role === role) return Effect.succeed(null);
      if (there !== undefined) {
        return Effect.fail(
          new AlreadyThere({
            what: "collaborator",
            name,
            problem: `"${name}" is already a collaborator, as ${there.role}.`,
            hint: `idse session remove-collaborator ${id} --name ${JSON.stringify(name)}`,
          }),
        );
      }
      return Effect.succeed({
        ...metadata,
        collaborators: [...metadata.collaborators, { name, role, joined_at: at }],
      });
    });
  });

export const removeCollaborator = (id: string, name: string) =>
  change("collaborator-removed", id, name, (metadata) => {
    const left = metadata.collaborators.filter((one) => (typeof one === "string" ? one : one.name) !== name);
    return left.length === metadata.collaborators.length
      ? Effect.fail(new NotFound({ what: "collaborator", name, hint: `idse session-info ${id}` }))
      : Effect.succeed({ ...metadata, collaborators: left });
  });

/** Adds the tags of `add` and takes out those of `remove`. */
export const tagSession = (id: string, add: ReadonlyArray<string>, remove: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    for (const tag of [...add, ...remove]) yield* filled("tag", tag);
    if (add.length + remove.length === 0) return yield* new Misuse({ problem: "Name at least one tag." });
    return yield* change("tagged", id, [...add, ...remove.map((tag) => `-${tag}`)].join(" "), (metadata) => {
      const tags = [...new Set([...metadata.tags, ...add])].filter((tag) => !remove.includes(tag));
      const same =
        tags.length === metadata.tags.length && tags.every((tag, index) => tag === metadata.tags[index]);
      return Effect.succeed(same ? null : { ...metadata, tags });
    });
  });

/** `complete` is earned: the session is validated first, and nothing is written where that fails. */
export const setStatus = (id: string, wanted: string) =>
  Effect.gen(function* () {
    const project = yield* currentProject;
    const status = yield* parseSessionStatus(wanted);
    if (status === undefined) return yield* new Misuse({ problem: "Name a status." });
    yield* requireSession(project, id);
    if (status === "complete") {
      const errors = countedErrors((yield* assessSession(project, id)).findings);
      if (errors.length > 0) {
        return yield* new NotYet({
          problem: `The session "${id}" is not complete: open errors stand in it (${errors.length}). Its status was left as it is.`,
          hint: `idse validate --session ${id}`,
          findings: errors,
        });
      }
    }
    return yield* change("status-set", id, status, (metadata) =>
      Effect.succeed(metadata.status === status ? null : { ...metadata, status }),
    );
  });
