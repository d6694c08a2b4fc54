/** Profiles to export, and files read as their readers do: by a parser of YAML or TOML that is not ours. */
import { parse as parseToml } from "smol-toml";
import { parse as parseYaml } from "yaml";
import { AgentProfileSpec } from "../../src/AgentProfileSpec.ts";
import type { TargetId } from "../../src/Target.ts";
import { profileTargets } from "../../src/targets/index.ts";

export const specOf = (fields: object = {}): AgentProfileSpec =>
  AgentProfileSpec.parse({
    id: "till",
    name: "The till",
    description: "Takes the money.",
    source_session: "checkout",
    source_blueprint: "__blueprint__",
    ...fields,
  });

/** Every field says something. */
export const full = specOf({
  description: "Takes: the money.\nGives the change.",
  goals: ["Take money", "Give change\nto the cent"],
  inputs: ["A basket"],
  outputs: ["A receipt"],
  tools: ["read", "Grep", "till/*", "hammer"],
  constraints: ["No network"],
  memory_policy: { days: 7 },
  runtime_hints: { model: "small" },
  version: "2.0",
});

export const exported = (target: TargetId, spec: AgentProfileSpec = full) =>
  profileTargets[target].exportProfile(spec);

export const lossesOf = (target: TargetId, spec: AgentProfileSpec = full): ReadonlyArray<string> =>
  exported(target, spec).losses.map(({ field }) => field);

/** Codes and fields of what is wrong. */
export const problemsOf = (target: TargetId, fields: object): ReadonlyArray<string> =>
  exported(target, specOf(fields)).problems.map(({ code, field }) => `${code} ${field.join(".")}`.trim());

export interface ReadMarkdown {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly comments: ReadonlyArray<string>;
}

/** Front matter ends at the first line that begins with three hyphens, as for every reader of it. */
export const readMarkdown = (text: string): ReadMarkdown => {
  const [, yaml, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  if (yaml === undefined || body === undefined) throw new Error(`no front matter: ${text}`);
  const fields = parseYaml(yaml);
  // Readers differ in the version of YAML they know.
  const older = parseYaml(yaml, { version: "1.1", schema: "yaml-1.1", merge: false });
  if (JSON.stringify(fields) !== JSON.stringify(older)) throw new Error(`read in two ways: ${yaml}`);
  return { fields, body: body.replace(/^\n/, ""), comments: commentsOf(yaml) };
};

export const readToml = (text: string) => ({ fields: parseToml(text), comments: commentsOf(text) });

const commentsOf = (text: string): ReadonlyArray<string> =>
  text
    .split("\n")
    .filter((line) => line.startsWith("# "))
    .map((line) => line.slice(2));
