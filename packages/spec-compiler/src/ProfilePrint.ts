/** A compiled profile as YAML, with a comment on where it came from. */
import type { AgentProfileSpec } from "./AgentProfileSpec.ts";
import { printYaml } from "./YamlPrint.ts";

/** Fields in the order of the model; no time, so that the same profile gives the same bytes. */
export const printProfileYaml = (spec: AgentProfileSpec, specPath: string): string => {
  const header = [
    `Source session: ${spec.source_session}`,
    `Source blueprint: ${spec.source_blueprint ?? "none"}`,
    `Compiled by idse; edit the Agent Profile in ${specPath} instead.`,
  ];
  return `${header.map((line) => `# ${line.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ")}\n`).join("")}${printYaml(spec)}`;
};
