/** Whether an agent may run a command of `idse`. Known commands only: a new one is let through when it is listed. */
import { isStage, stageDefinition } from "@idse/pipeline-artifacts/Stage";
import { sessionFolder } from "@idse/project-workspace/Layout";
import { type Denial, denied, type Facts, plain, type Rule } from "./Decision.ts";
import { measuresOf, pathDenial, signedAmong } from "./decidePath.ts";
import { bringsWaiver } from "./Edit.ts";
import type { IdseCall } from "./IdseCall.ts";
import { isPlanning } from "./Mode.ts";

/** What only reads, and what an agent does in its work. */
const free = new Set([
  "",
  ..."status next sessions session-info validate diff trace overlap query export context prime doctor completion guard help mcp report".split(
    " ",
  ),
  ..."spawn generate-agent-files".split(" "),
  ...["create", "switch", "tag", "set-owner", "add-collaborator", "remove-collaborator"].map(
    (word) => `session ${word}`,
  ),
  ...["show", "write"].map((word) => `artifact ${word}`),
  ...["test", "migrate", "repair"].map((word) => `store ${word}`),
  ...["list", "show", "route"].map((word) => `agents ${word}`),
  ...["list", "show", "check"].map((word) => `constitution ${word}`),
  ...["status", "diff", "log", "trash", "test", "push", "pull", "resolve"].map((word) => `sync ${word}`),
  "compile agent-spec",
  ...["merge", "claims", "extract-candidates", "verify", "report"].map((word) => `blueprint ${word}`),
  "docs install",
]);

interface Kept {
  readonly rule: Rule;
  readonly why: string;
}

/** What people keep to themselves, by the command or by the group it stands in. */
const kept: ReadonlyMap<string, Kept> = new Map<string, Kept>([
  ["agents", { rule: "registry", why: "changes who may do what" }],
  ["agents install-hooks", { rule: "hooks", why: "changes what holds agents to their mode" }],
  ["init", { rule: "registry", why: "makes a project with agents of its own" }],
  ["migrate", { rule: "registry", why: "brings in projects with agents and sessions of their own" }],
  ["session set-stage", { rule: "sign-off", why: "signs a stage off or takes that back" }],
  ["session set-status", { rule: "sign-off", why: "says how far a session has come" }],
  ["stage ack", { rule: "acknowledgement", why: "says that somebody has read what changed" }],
  ...["declare", "promote", "reinforce", "demote"].map((word): [string, Kept] => [
    `blueprint ${word}`,
    { rule: "claim", why: "changes what the project holds to be true" },
  ]),
  ["constitution", { rule: "constitution", why: "changes what is checked" }],
  ["waive", { rule: "waiver", why: "sets a rule aside" }],
  ["waivers", { rule: "waiver", why: "sets a rule aside" }],
  ["sync setup", { rule: "configuration", why: "changes where documents are sent" }],
  ["mcp serve", { rule: "configuration", why: "opens the documents past the guard" }],
  ["mcp token", { rule: "configuration", why: "gives access to the documents" }],
  ["hook", { rule: "hooks", why: "is run by the agent's own program" }],
]);

const printed = ({ words, options }: IdseCall): string =>
  plain(
    [
      "idse",
      ...words,
      ...[...options].map(([name, value]) => (value === "" ? `--${name}` : `--${name} ${value}`)),
    ].join(" "),
  );

const keptDenial = (call: IdseCall, { rule, why }: Kept): Denial =>
  denied(rule, `idse ${plain(nameOf(call))} ${why}, which is for people.`, printed(call));

/** The command's own name: one word, or two where the first is a group. */
const nameOf = ({ words: [first = "", second] }: IdseCall): string => {
  const both = `${first} ${second ?? ""}`;
  return second !== undefined && (free.has(both) || kept.has(both)) ? both : first;
};

/** Told to show what it would do; said so only where the command knows that option. */
const isDry = (call: IdseCall): boolean =>
  !call.strange && call.options.has("dry-run") && showing.has(nameOf(call));

const showing = new Set([
  "init",
  "migrate",
  "agents install-hooks",
  ...["declare", "promote", "reinforce", "demote"].map((word) => `blueprint ${word}`),
]);

/** What loosens the leash, in whatever mode. */
export const leashOfCall = (call: IdseCall): Denial | null => {
  const { words, options, strange } = call;
  const has = (name: string) => options.has(name);
  if (!strange && (has("help") || has("version") || words[0] === "help")) return null;
  if (has("force"))
    return denied("force", "--force goes past what idse checks, and is for people.", printed(call));
  const name = nameOf(call);
  if (has("remove"))
    return keptDenial(call, {
      rule: "hooks",
      why: "--remove takes out what instructs agents and holds them",
    });
  if (name === "validate" && has("update-baseline"))
    return keptDenial(call, { rule: "baseline", why: "--update-baseline accepts findings as they are" });
  const keptBy = kept.get(name);
  return keptBy === undefined || isDry(call) ? null : keptDenial(call, keptBy);
};

const unclear = (call: IdseCall, why: string): Denial => denied("idse-unclear", why, printed(call));

/** `folder`: where it runs, as `pathDenial` takes it. */
export const callDenial = (call: IdseCall, folder: string | null, facts: Facts): Denial | null => {
  if (!call.sure) return unclear(call, "Which command of idse this is cannot be known before it runs.");
  const leash = leashOfCall(call);
  if (leash !== null) return leash;
  if (!call.strange && (call.options.has("help") || call.words[0] === "help")) return null;
  const name = nameOf(call);
  if (isDry(call)) return null;
  if (!free.has(name))
    return unclear(
      call,
      `idse ${plain(call.words.slice(0, 2).join(" "))} is no command that agents are known to need.`,
    );
  return fileDenial(call, folder, facts) ?? documentDenial(call, name, folder, facts);
};

/** Files that it is told to write: reports and profiles. */
const fileDenial = (call: IdseCall, folder: string | null, facts: Facts): Denial | null => {
  const from = call.options.get("dir");
  const base =
    from === undefined || folder === null
      ? (from ?? folder)
      : /^(?:[\\/]|[A-Za-z]:)/.test(from)
        ? from
        : `${folder}/${from}`;
  const files = call.formats.flatMap((one) => (one.includes("=") ? [one.slice(one.indexOf("=") + 1)] : []));
  const out = call.options.get("out") ?? exportFolder(call);
  for (const file of files) {
    const denial = pathDenial(file, base, facts);
    if (denial !== null) return denial;
  }
  if (out === undefined) return null;
  return pathDenial(out, call.options.has("out") ? base : null, facts, "tree");
};

/** Where `compile agent-spec --target` writes by itself, at the root of the repository: the folder of an agent. */
const exportFolder = (call: IdseCall): string | undefined => {
  const target = call.options.get("target");
  if (target === undefined || nameOf(call) !== "compile agent-spec") return undefined;
  if (call.options.has("dry-run") && !call.strange) return undefined;
  if (target === "open-agent-spec" && !call.unsure.has("target")) return undefined;
  return exportFolders.get(target) ?? ".claude/agents";
};

const exportFolders: ReadonlyMap<string, string> = new Map([
  ["claude", ".claude/agents"],
  ["copilot", ".github/agents"],
  ["codex", ".codex/agents"],
  ["opencode", ".opencode/agents"],
]);

const documentDenial = (call: IdseCall, name: string, folder: string | null, facts: Facts): Denial | null => {
  const project = call.options.get("project") ?? facts.project;
  const session = call.options.get("session") ?? facts.session;
  if (name === "artifact write") return artifactDenial(call, project, session, folder, facts);
  const rewrites =
    (name === "validate" && call.options.has("apply")) ||
    (name === "blueprint merge" && !call.options.has("dry-run")) ||
    (name === "sync resolve" && ["theirs", "merged", "markers"].some((choice) => call.options.has(choice)));
  if (!rewrites || isPlanning(facts, { project, session })) return null;
  const wide = name !== "validate" || call.options.has("all") || call.options.has("all-projects");
  if (wide || session === null || call.unsure.has("session"))
    return denied("signed-off", `idse ${name} may rewrite documents that are signed off.`, printed(call));
  return signedAmong(facts, measuresOf(project, session));
};

const artifactDenial = (
  call: IdseCall,
  project: string,
  session: string | null,
  folder: string | null,
  facts: Facts,
): Denial | null => {
  const stage = call.options.get("stage") ?? "";
  const unsure = ["project", "session", "stage"].some((name) => call.unsure.has(name));
  const planning = isPlanning(facts, { project, session: unsure ? null : session });
  if (unsure || session === null)
    return planning
      ? null
      : denied(
          "signed-off",
          "Which document is written cannot be known before it runs, and it may be signed off.",
          printed(call),
        );
  if (!isStage(stage)) return null;
  if (!planning) {
    const denial = signedAmong(facts, [{ project, session, stage }]);
    if (denial !== null) return denial;
  }
  const path = `${sessionFolder(project, session)}/${stageDefinition(stage).path}`;
  const file = call.options.get("file");
  const from = file === undefined || folder === null || /^[\\/]/.test(file) ? file : `${folder}/${file}`;
  const text = call.input ?? (from === undefined ? null : (facts.textOf?.(from) ?? null));
  return text !== null && bringsWaiver(facts.textOf?.(path) ?? null, [{ kind: "whole", path, text }])
    ? waiverDenial(facts, session)
    : null;
};

export const waiverDenial = (facts: Facts, session: string | null): Denial =>
  denied(
    "waiver",
    `A waiver sets a rule aside, and is written by people. ${plain(facts.agent)} mends what was found, or says why it cannot.`,
    session === null
      ? "idse validate"
      : `idse validate --session ${plain(session)} --project ${plain(facts.project)}`,
  );
