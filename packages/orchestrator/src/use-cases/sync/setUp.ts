/** Remotes named in the configuration, tried before they are written down. */
import { FilePrimitives } from "@idse/durable-files";
import { nameProblem, printJson, printJsonLike, readJson } from "@idse/pipeline-artifacts";
import { homeOf, layout, type RemoteSettings } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import * as z from "zod";
import { answer } from "../../Answer.ts";
import { attempt, Misuse, NotFound, StoreNotReady } from "../../Failure.ts";
import type { StoreDriver } from "../../StoreDriver.ts";
import { currentProject, malformed, Workspace } from "../../Workspace.ts";
import { chooseRemote, type OpenRemote, type Remote } from "./Remote.ts";

const Configuration = z.looseObject({ remotes: z.record(z.string(), z.unknown()).default({}) });

/** The configuration with another set of remotes, all else in it as it was. */
const writeRemotes = (change: (before: Record<string, unknown>) => Record<string, unknown>) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    const text = yield* attempt(() => workspace.readText(layout.config));
    const read = readJson(text ?? "{}", Configuration);
    if (!read.ok) return yield* malformed(layout.config, read.problem);
    const { remotes, ...others } = read.value;
    const next = { ...others, remotes: change(remotes) };
    const schemaVersion = { schema_version: 1, ...next };
    yield* attempt(() =>
      workspace.writeText(
        layout.config,
        text === null ? printJson(schemaVersion) : printJsonLike(text, next),
      ),
    );
  });

/** The hints of a store speak of the primary one; these are about a remote. */
const forRemote = (hint: string | null, name: string): string | null =>
  hint?.replaceAll("idse store test", `idse sync test --remote ${name}`) ?? null;

const checksOf = (remote: Remote, driver: StoreDriver) =>
  Effect.gen(function* () {
    const project = yield* currentProject;
    const checks = yield* driver.check(project);
    return {
      project,
      checks: checks.map((one) => ({ ...one, hint: forRemote(one.hint, remote.name) })),
    };
  });

export const testRemote = (name: string | null, open: OpenRemote) =>
  Effect.gen(function* () {
    const remote = yield* chooseRemote(name);
    const { project, checks } = yield* checksOf(remote, yield* open(remote.settings));
    return answer("remote-check", {
      remote: remote.name,
      store: remote.settings.kind,
      project,
      usable: checks.every((one) => one.outcome === "passed"),
      checks,
    });
  });

export interface SetUpOptions {
  readonly name: string;
  readonly settings: RemoteSettings;
  /** As it is to stand in the configuration: what was said, without what is usual. */
  readonly written: Readonly<Record<string, unknown>>;
  /** Write it down without asking the remote. */
  readonly unchecked: boolean;
}

/** What it lacks and can be given from here is added; then it is tried, and written down only where it can be used. */
export const setUpRemote = ({ name, settings, written, unchecked }: SetUpOptions, open: OpenRemote) =>
  Effect.gen(function* () {
    const problem = nameProblem(name);
    if (problem !== undefined) return yield* new Misuse({ problem, hint: "idse sync setup team" });
    const { config } = yield* Workspace;
    const before = config.remotes[name];
    if (before !== undefined && homeOf(before) !== homeOf(settings)) {
      return yield* new Misuse({
        problem: `The remote "${name}" is another one: ${homeOf(before)}. What this clone knows of it is never used for a different home.`,
        hint: `Give it another name, or first: idse sync setup ${name} --remove`,
      });
    }
    const driver = yield* open(settings);
    const additions = unchecked || driver.setUp._tag !== "FromHere" ? [] : [...(yield* driver.setUp.add)];
    if (!unchecked) {
      const { checks } = yield* checksOf({ name, settings }, driver);
      const failed = checks.find((one) => one.outcome === "failed");
      if (failed !== undefined) {
        return yield* new StoreNotReady({
          problem: `The remote cannot be used yet, and was not written down. ${failed.step}: ${failed.message}`,
          hint: failed.hint ?? `idse help sync`,
        });
      }
    }
    yield* writeRemotes((remotes) => ({ ...remotes, [name]: written }));
    return answer("remote-set-up", {
      remote: name,
      store: settings.kind,
      action: before === undefined ? "added" : "changed",
      additions,
      checked: !unchecked,
      next: `idse sync push --all --dry-run${Object.keys(config.remotes).some((one) => one !== name) ? ` --remote ${name}` : ""}`,
    });
  });

/** What this clone knows of it stays in the git folder; nothing of the remote is touched. */
export const removeRemote = (name: string) =>
  Effect.gen(function* () {
    yield* FilePrimitives;
    const { config } = yield* Workspace;
    if (config.remotes[name] === undefined) {
      return yield* new NotFound({ what: "remote", name, hint: "idse sync setup" });
    }
    yield* writeRemotes((remotes) => {
      const { [name]: _removed, ...others } = remotes;
      return others;
    });
    return answer("remote-set-up", {
      remote: name,
      store: null,
      action: "removed",
      additions: [],
      checked: false,
      next: "idse sync setup",
    });
  });
