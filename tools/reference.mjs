/**
 * Writes docs/reference.md: every command from the tree that the command line itself is built of, and every kind of
 * result from its schema. The text around them stands in reference.md beside this. `--check` writes nothing and
 * exits 1 where the file has drifted.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { resultSchemas } from "@idse/orchestrator/results/Results";
import * as z from "zod";

// What the bundler puts in; a reference names neither.
globalThis.IDSE_VERSION = "0.0.0";
globalThis.IDSE_BUILD = "reference";
const { buildProgram } = await import("../apps/cli/src/program.ts");

const tools = dirname(fileURLToPath(import.meta.url));
const root = resolve(tools, "..");
const target = join(root, "docs", "reference.md");

const cell = (text) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const row = (cells) => `| ${cells.map(cell).join(" | ")} |`;
const table = (head, body) => [row(head), `|${head.map(() => "---|").join("")}`, ...body.map(row)].join("\n");

/** Commands are only read, and never run. */
const program = await buildProgram(["help"], {}, { all: true });
const help = program.createHelp();

const nameOf = (command) =>
  command.parent === null ? "idse" : `${nameOf(command.parent)} ${command.name()}`;
const shown = (command) => help.visibleCommands(command).filter((one) => one.name() !== "help");
const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** What does something: a group alone does not, unless it has an action of its own. */
const leavesOf = (command) => [
  ...(shown(command).length === 0 || command._actionHandler != null ? [command] : []),
  ...shown(command).flatMap(leavesOf),
];

const usageOf = (command) =>
  [
    nameOf(command),
    ...command.registeredArguments.map((argument) => help.argumentTerm(argument)).map(bracketed(command)),
  ].join(" ");

const bracketed = (command) => (term, index) => {
  const { required, variadic } = command.registeredArguments[index];
  const name = `${term}${variadic ? "..." : ""}`;
  return required ? `<${name}>` : `[${name}]`;
};

const optionsOf = (command) =>
  help.visibleOptions(command).filter((option) => !["--help", "--version"].includes(option.long));

const entryOf = (command) => {
  const options = optionsOf(command);
  const rows = options.map((option) => [`\`${help.optionTerm(option)}\``, help.optionDescription(option)]);
  return [
    `### \`${nameOf(command)}\``,
    `${sentence(command.description())}`,
    `\`\`\`\n${usageOf(command)}${options.length === 0 ? "" : " [options]"}\n\`\`\``,
    ...(rows.length === 0 ? [] : [table(["Option", "Means"], rows)]),
  ].join("\n\n");
};

const groupsOf = () => {
  const groups = new Map();
  for (const command of shown(program)) {
    const name = (command.helpGroup() || "Other").replace(/:$/, "");
    groups.set(name, [...(groups.get(name) ?? []), command]);
  }
  return [...groups].map(
    ([name, commands]) => `## ${name}\n\n${commands.flatMap(leavesOf).map(entryOf).join("\n\n")}`,
  );
};

const globals = table(
  ["Option", "Means"],
  optionsOf(program).map((option) => [`\`${help.optionTerm(option)}\``, help.optionDescription(option)]),
);

const kinds = table(
  ["Kind", "Fields"],
  Object.entries(resultSchemas)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([kind, schema]) => [
      `[\`${kind}\`](schemas/${kind}.schema.json)`,
      Object.keys(z.toJSONSchema(schema, { io: "output" }).properties ?? {})
        .filter((name) => name !== "schemaVersion" && name !== "kind")
        .map((name) => `\`${name}\``)
        .join(", "),
    ]),
);

const text = readFileSync(join(tools, "reference.md"), "utf8")
  .replaceAll("\r\n", "\n")
  .replace("{{globals}}", () => globals)
  .replace("{{commands}}", () => groupsOf().join("\n\n"))
  .replace("{{kinds}}", () => kinds);

const now = existsSync(target) ? readFileSync(target, "utf8").replaceAll("\r\n", "\n") : null;
const commands = shown(program).flatMap(leavesOf).length;
if (now === text) console.log(`docs/reference.md: ${commands} commands`);
else if (process.argv.includes("--check")) {
  console.error("docs/reference.md has drifted.\nRun: npm run reference");
  process.exitCode = 1;
} else {
  writeFileSync(target, text);
  console.log(`docs/reference.md: ${commands} commands, written`);
}
