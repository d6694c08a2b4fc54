/** The Agent Profile of a session's spec, written as the file that one agent loads, where it looks for it. */
import { FilePrimitives, type FilePrimitivesService, replaceFile } from "@idse/durable-files";
import { pathOf } from "@idse/project-workspace";
import { exportAgentProfile, originOf, type TargetId } from "@idse/spec-compiler";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { AlreadyThere, attempt, ProfileInvalid } from "../Failure.ts";
import { profileSources } from "../ProfileSources.ts";
import { linkOn } from "../RepositoryFiles.ts";
import { unfinishedFolder, Workspace } from "../Workspace.ts";
import { warningText } from "./compileProfile.ts";

export interface ExportOptions {
  readonly target: TargetId;
  readonly blueprint?: string;
  /** A folder to write to instead of the agent's, absolute with `/`. */
  readonly out?: string;
  readonly dryRun: boolean;
  /** Also over what somebody else wrote or changed. */
  readonly force: boolean;
}

export const exportProfile = (options: ExportOptions) =>
  Effect.gen(function* () {
    const { project, session, input } = yield* profileSources(options.blueprint);
    const exported = exportAgentProfile({ ...input, target: options.target });
    if (!exported.ok) return yield* new ProfileInvalid({ problems: exported.problems });
    const { spec, text, losses } = exported;
    const beside = pathOf({ project, session, kind: "profile" }).replace(/[^/]*$/, "");
    const inRepository = exported.path.includes("/") ? exported.path : `${beside}${exported.path}`;
    const written = options.dryRun ? null : yield* write(inRepository, text, options);
    const warnings = exported.warnings.map(warningText);
    return {
      ...answer(
        "agent-profile-spec",
        {
          project,
          session,
          blueprint: spec.source_blueprint,
          path: written?.path ?? null,
          dryRun: options.dryRun,
          unchanged: written?.unchanged ?? false,
          warnings,
          spec,
          target: options.target,
          losses: [...losses],
          text: options.dryRun ? text : null,
        },
        [...warnings, ...losses.map(({ field, reason }) => `${field} is lost: ${reason}`)],
      ),
      content: text,
    };
  });

const write = (inRepository: string, text: string, { out, force }: ExportOptions) =>
  Effect.gen(function* () {
    const { root } = yield* Workspace;
    const files = yield* FilePrimitives;
    const path =
      out === undefined ? `${root}/${inRepository}` : `${out}/${inRepository.replace(/^.*\//, "")}`;
    const shown = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
    const link = out === undefined ? yield* attempt(() => linkOn(files, root, inRepository)) : undefined;
    if (link !== undefined)
      return yield* refused(shown, `${link} is a link, which may lead elsewhere.`, linkHint);
    const state = yield* attempt(() => stateOf(files, path, text));
    if (state === "current") return { path: shown, unchanged: true };
    if (state !== "free" && !force) return yield* refused(shown, `${shown} ${reasons[state]}`, forceHint);
    yield* attempt(() => {
      files.makeDirectory(path.replace(/\/[^/]*$/, ""), { recursive: true });
      const stageIn = unfinishedFolder(files, root);
      replaceFile(files, path, new TextEncoder().encode(text), { durable: false, stageIn });
    });
    return { path: shown, unchanged: false };
  });

/** `free`: nothing is there, or what an earlier export wrote and nobody touched. */
const stateOf = (
  files: FilePrimitivesService,
  path: string,
  text: string,
): "free" | "current" | "changed" | "foreign" => {
  const kind = files.stat(path)?.kind;
  if (kind === undefined) return "free";
  if (kind !== "file") return "foreign";
  const standing = files.readText(path);
  if (standing === text) return "current";
  const origin = originOf(standing);
  return origin === "ours" ? "free" : origin;
};

const reasons = {
  changed: "was changed since idse wrote it.",
  foreign: "was not written by idse.",
} as const;

const forceHint = "Write to another folder with --out, or over it with --force.";
const linkHint = "Write to another folder with --out.";

const refused = (path: string, why: string, hint: string) =>
  new AlreadyThere({ what: "file", name: path, problem: `${why} It was left as it is.`, hint });
