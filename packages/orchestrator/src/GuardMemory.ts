/** Keeps what the guard has to know of a project whose documents are kept elsewhere; where they are files, nothing. */
import type { AgentRegistry } from "@idse/agent-registry";
import { isRemote } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { attempt } from "./Failure.ts";
import { guardViewPath, printView, type SeenProject, viewIn } from "./guard/GuardView.ts";
import type { ReadState } from "./Reading.ts";
import { Workspace } from "./Workspace.ts";

export interface Seen {
  readonly project: string;
  readonly session: string;
  readonly registry: AgentRegistry;
  readonly states: ReadonlyArray<ReadState>;
}

export const rememberForGuard = ({ project, session, registry, states }: Seen) =>
  Effect.gen(function* () {
    const { config, readText, writeText } = yield* Workspace;
    if (!isRemote(config.store)) return;
    const signed = states
      .filter(({ signedOff, editedSinceSignOff }) => signedOff !== null || editedSinceSignOff)
      .map(({ stage }) => stage);
    // A clone that cannot keep it has a guard that denies; what was asked for is answered all the same.
    yield* Effect.ignore(
      attempt(() => {
        const before = readText(guardViewPath);
        const view = viewIn(before);
        const now: SeenProject = {
          agents: registry.agents.map(({ id, mode }) => ({ id, mode })),
          signed: { ...view[project]?.signed, [session]: signed },
        };
        const text = printView({ ...view, [project]: now });
        if (text !== before) writeText(guardViewPath, text);
      }),
    );
  });
