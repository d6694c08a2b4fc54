/**
 * blueprint.md in the working tree: its block is written anew from the ledger after each event. Where documents are
 * kept elsewhere than in files there is none, and the ledger is shown by commands.
 */
import { type Claim, withClaims, withoutBlockConflicts } from "@idse/blueprint-claims";
import { blueprintSession } from "@idse/pipeline-artifacts";
import { blueprintPaths, isRemote } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { type StoredLedger, soundLedger } from "./ClaimLedger.ts";
import { attempt } from "./Failure.ts";
import { malformed, Workspace, type WorkspaceService } from "./Workspace.ts";

export interface RenewedBlueprint {
  /** Null where none is kept. */
  readonly path: string | null;
  readonly outcome: "written" | "unchanged" | "not-kept";
}

const notKept: RenewedBlueprint = { path: null, outcome: "not-kept" };

export const blueprintPath = ({ config }: WorkspaceService, project: string): string | null =>
  isRemote(config.store) ? null : blueprintPaths(project, blueprintSession).blueprint;

/** What the file says: null where there is none, undefined where none is kept. */
export const blueprintText = (project: string) =>
  Effect.flatMap(Workspace, (workspace) => {
    const path = blueprintPath(workspace, project);
    return path === null ? Effect.succeed(undefined) : attempt(() => workspace.readText(path));
  });

/** What it is to say, or why that cannot be written: a block that was broken, or a merge to be settled by hand. */
const planned = (path: string, text: string | null, claims: ReadonlyArray<Claim>) => {
  const free = text === null ? null : withoutBlockConflicts(text, claims);
  if (text !== null && free === null) {
    return Effect.fail(
      malformed(path, {
        message: "a merge left conflicts outside the part that is written from the claims",
        line: text.split(/\r\n|\r|\n/).findIndex((line) => line.startsWith("<<<<<<<")) + 1,
        column: 1,
      }),
    );
  }
  const placed = withClaims(free, claims);
  return placed.ok
    ? Effect.succeed(placed.content)
    : Effect.fail(
        malformed(path, {
          message: `${placed.problem.message} ${placed.problem.hint}`,
          line: placed.problem.line,
          column: 1,
        }),
      );
};

/** Fails where the claims could not be written into it; what it would become is told. */
export const planBlueprint = (project: string, claims: ReadonlyArray<Claim>) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    const path = blueprintPath(workspace, project);
    if (path === null) return { ...notKept, content: null };
    const text = yield* attempt(() => workspace.readText(path));
    const content = yield* planned(path, text, claims);
    const outcome = content === text ? ("unchanged" as const) : ("written" as const);
    return { path, outcome, content };
  });

const rounds = 16;

/**
 * Writes the block. Whoever writes looks at the ledger once more afterwards, so that of two who add to it at once the
 * last one writes both.
 */
export const renewBlueprint = (ledger: StoredLedger) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    let outcome: RenewedBlueprint["outcome"] = "unchanged";
    let known = ledger;
    for (let round = 1; ; round += 1) {
      const plan = yield* planBlueprint(known.project, known.claims);
      const { path, content } = plan;
      if (path === null) return notKept;
      if (plan.outcome === "written" && content !== null) {
        yield* attempt(() => workspace.writeText(path, content));
        outcome = "written";
      }
      const now = yield* soundLedger(known.project);
      if (now.files.length === known.files.length || round >= rounds) return { path, outcome };
      known = now;
    }
  });
