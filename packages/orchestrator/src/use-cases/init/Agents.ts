/** Which agents a new project starts with: those named, else those found here, else the default three. */
import { defaultRegistry, knownAgents, registryOf } from "@idse/agent-registry";
import type { FilePrimitivesService } from "@idse/durable-files";
import * as Effect from "effect/Effect";
import { attempt, Misuse } from "../../Failure.ts";
import type { Invocation } from "../../Workspace.ts";

export const chooseAgents = (
  files: FilePrimitivesService,
  invocation: Invocation,
  root: string,
  named: ReadonlyArray<string> | undefined,
) =>
  Effect.gen(function* () {
    if (named !== undefined && named.length > 0) {
      const made = registryOf(named);
      if (!made.ok)
        return yield* new Misuse({
          problem: made.problem.message,
          hint: "idse init --agents claude-code,gpt-codex",
        });
      return { registry: made.registry, from: "named" as const };
    }
    const found = yield* attempt(() => foundAgents(files, root, invocation.environment.PATH ?? ""));
    const made = registryOf(found);
    return found.length === 0 || !made.ok
      ? { registry: defaultRegistry(), from: "default" as const }
      : { registry: made.registry, from: "found" as const };
  });

/** Agents whose files lie in the repository, else those whose program is on the path. */
export const foundAgents = (
  files: FilePrimitivesService,
  root: string,
  path: string,
): ReadonlyArray<string> => {
  const isThere = (at: string): boolean => {
    try {
      return files.stat(at) !== undefined;
    } catch {
      return false;
    }
  };
  // A CLAUDE.md that only imports AGENTS.md is what we wrote ourselves, and tells nothing of the agents.
  const isOurs = (file: string): boolean =>
    file === "CLAUDE.md" &&
    isThere(`${root}/${file}`) &&
    files.readText(`${root}/${file}`).trim() === "@AGENTS.md";
  const byFile = knownAgents.filter((agent) =>
    agent.files.some((file) => isThere(`${root}/${file}`) && !isOurs(file)),
  );
  if (byFile.length > 0) return byFile.map((agent) => agent.id);
  const folders = path.split(path.includes(";") ? ";" : ":").filter((folder) => folder !== "");
  return knownAgents
    .filter((agent) =>
      agent.binaries.some((binary) =>
        folders.some((folder) =>
          ["", ".cmd", ".exe"].some((ending) => isThere(`${folder}/${binary}${ending}`)),
        ),
      ),
    )
    .map((agent) => agent.id);
};
