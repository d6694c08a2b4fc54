/** What is known here of the other sides; none of them is asked. */
import type { SecretSource } from "@idse/project-workspace";
import { keptConflicts, onState } from "@idse/sync-engine";
import * as Effect from "effect/Effect";
import { describeFailure } from "../../describeFailure.ts";
import { Workspace } from "../../Workspace.ts";
import { keptOf, type Remote, remotesOf } from "../sync/Remote.ts";
import { type Check, note, ok, problem, warning } from "./Check.ts";

export const remoteHealth = Effect.gen(function* () {
  const workspace = yield* Workspace;
  const remotes = remotesOf(workspace);
  if (remotes.length === 0) return [note("remotes", "No remote is set up.", { mend: "idse sync setup" })];
  const checks = yield* Effect.forEach(remotes, (remote) =>
    healthOf(remote, workspace.invocation.environment),
  );
  return checks.flat();
});

const healthOf = (remote: Remote, environment: Readonly<Record<string, string | undefined>>) =>
  Effect.gen(function* () {
    const { name } = remote;
    const checks: Array<Check> = variablesOf(remote)
      .filter((variable) => (environment[variable] ?? "") === "")
      .map((variable) =>
        warning("remotes", `${name}: ${variable} is not set here.`, {
          mend: `idse sync test --remote ${name}`,
        }),
      );
    const kept = yield* keptOf(remote).pipe(
      Effect.flatMap(({ state }) => onState(() => keptConflicts(state))),
      Effect.result,
    );
    if (kept._tag === "Failure") {
      const { message, hint } = describeFailure(kept.failure);
      checks.push(problem("remotes", `${name}: ${message}`, { mend: hint }));
    } else if (kept.success.length > 0)
      checks.push(
        warning(
          "remotes",
          `${name}: ${kept.success.length === 1 ? "one document waits" : `${kept.success.length} documents wait`} for a decision.`,
          {
            mend: `idse sync resolve --remote ${name}`,
          },
        ),
      );
    return checks.length > 0
      ? checks
      : [
          ok("remotes", `${name}: nothing waits here. It was not asked.`, {
            mend: `idse sync test --remote ${name}`,
          }),
        ];
  });

/** Names of variables from which its secrets come. */
const variablesOf = ({ settings }: Remote): ReadonlyArray<string> =>
  Object.values(settings).flatMap((value) => (isVariable(value) ? [value.env] : []));

const isVariable = (value: unknown): value is Extract<SecretSource, { readonly env: string }> =>
  typeof value === "object" && value !== null && "env" in value && typeof value.env === "string";
