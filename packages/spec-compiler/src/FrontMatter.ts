/** Markdown with YAML before it, as agents load it: what the program reads, then what the model is told. */
import type { AgentProfileSpec } from "./AgentProfileSpec.ts";
import { sealLine } from "./OwnFile.ts";
import { escapeUnsafe, printYaml } from "./YamlPrint.ts";

export const withFrontMatter = (
  fields: Readonly<Record<string, unknown>>,
  comments: ReadonlyArray<string>,
  body: string,
): string => `---\n${commented(comments)}${printYaml(fields, { quoted: true })}---\n\n${body}`;

/** The line by which the file is known again, and further ones; YAML and TOML have the same comments. */
export const commented = (comments: ReadonlyArray<string>): string =>
  [sealLine, ...comments].map((line) => `# ${line}\n`).join("");

/** Where a profile came from, for a comment: JSON on one line. */
export const originComment = (spec: AgentProfileSpec): string =>
  escapeUnsafe(JSON.stringify(originOfSpec(spec)));

export const originOfSpec = ({ version, source_session, source_blueprint }: AgentProfileSpec) => ({
  version,
  source_session,
  source_blueprint,
});
