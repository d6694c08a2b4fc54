/** A compiled profile as YAML: the same bytes for the same profile, readable by YAML 1.1 and 1.2. */
import { Document, type ScalarTag, visit } from "yaml";
import type { AgentProfileSpec } from "./AgentProfileSpec.ts";

/** What YAML 1.1 takes for a line end or does not take at all, so that it is written escaped. */
const unsafe = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/gu;

/** YAML 1.1 reads `1e-7` as a text and `1.0e-7` as a number. */
const exponentTag: ScalarTag = {
  tag: "tag:yaml.org,2002:float",
  default: true,
  format: "EXP",
  test: /^-?\d\.\d+e[-+]\d+$/,
  identify: (value) => typeof value === "number",
  resolve: Number,
  stringify: ({ value }) =>
    Number(value)
      .toExponential()
      .replace(/^(-?\d)e/, "$1.0e"),
};

/** Fields in the order of the model, LF, non-ASCII as it is, no anchors, no time. */
export const printProfileYaml = (spec: AgentProfileSpec, specPath: string): string => {
  const document = new Document(spec, {
    compat: "yaml-1.1",
    customTags: (tags) => [exponentTag, ...tags],
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === "string" && (node.value.search(unsafe) >= 0 || /^=$|\t/.test(node.value))) {
        node.type = "QUOTE_DOUBLE";
      }
      if (typeof node.value === "number" && String(node.value).includes("e")) node.format = "EXP";
    },
  });
  const body = document
    .toString({ lineWidth: 0 })
    .replace(unsafe, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const header = [
    `Source session: ${spec.source_session}`,
    `Source blueprint: ${spec.source_blueprint ?? "none"}`,
    `Compiled by idse; edit the Agent Profile in ${specPath} instead.`,
  ];
  return `${header.map((line) => `# ${line.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ")}\n`).join("")}${body}`;
};
