/** A profile in words: what an agent is told of it where the file it loads has one place for instructions. */
import type { AgentProfileSpec } from "./AgentProfileSpec.ts";

const lists = [
  ["goals", "Goals"],
  ["inputs", "Inputs"],
  ["outputs", "Outputs"],
  ["tools", "Tools"],
  ["constraints", "Constraints"],
] as const;

/** Name and description, then a section for each list that says something. LF, ends in one. */
export const agentPrompt = (spec: AgentProfileSpec): string =>
  [
    `# ${oneLine(spec.name)}`,
    tidy(spec.description),
    ...lists.flatMap(([field, title]) => {
      const entries = spec[field].map(tidy).filter((entry) => entry !== "");
      return entries.length === 0 ? [] : [`## ${title}`, entries.map(bullet).join("\n")];
    }),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");

/** Line ends as LF, nothing blank before or after. */
export const tidy = (text: string): string => text.replace(/\r\n?/g, "\n").trim();

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** Further lines are indented, so that whatever an entry holds stays inside it. */
const bullet = (entry: string): string => `- ${entry.replace(/\n(?=[^\n])/g, "\n  ")}`;
