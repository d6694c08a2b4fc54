/** The tree of commands as a shell completes it: words, options, and what kind of thing each value is. */
import { stages } from "@idse/pipeline-artifacts/Stage";
import type { Argument, Command, Option } from "commander";

/** Names of sessions and projects are folders, which a shell finds by itself; nothing starts idse to complete a word. */
export type Value = "sessions" | "projects" | "files" | "folders" | "nothing" | ReadonlyArray<string>;

export interface OptionWord {
  /** As typed, the long form last: `-C`, `--dir`. */
  readonly flags: ReadonlyArray<string>;
  readonly description: string;
  /** Null for an option without a value. */
  readonly value: Value | null;
}

export interface ArgumentWord {
  readonly value: Value;
  /** It stands for all that follow. */
  readonly variadic: boolean;
}

export interface CommandWord {
  /** Words from the first, joined by a space; empty for `idse` itself. */
  readonly path: string;
  readonly name: string;
  readonly description: string;
  readonly options: ReadonlyArray<OptionWord>;
  readonly arguments: ReadonlyArray<ArgumentWord>;
  readonly below: ReadonlyArray<CommandWord>;
}

const valueOfOption = (option: Option): Value => {
  if (option.argChoices !== undefined) return option.argChoices;
  const means = /<([\w-]+)/.exec(option.flags)?.[1] ?? "";
  if (["--session", "--from", "--blueprint"].includes(option.long ?? "")) return "sessions";
  if (option.long === "--project") return "projects";
  if (means === "stage") return stages;
  if (means === "file") return "files";
  if (means === "path" || means === "folder") return option.long === "--file" ? "files" : "folders";
  return "nothing";
};

const namesSession = (path: string, { name }: Readonly<{ name: string }>): boolean =>
  name === "session" || (name === "id" && /^session(?:-info| )/.test(path));

const valueOfArgument = (path: string, argument: Argument): Value => {
  if (argument.argChoices !== undefined) return argument.argChoices;
  const name = argument.name();
  if (namesSession(path, { name })) return "sessions";
  return name === "stage" || name === "stages" ? stages : "nothing";
};

const optionWord = (option: Option): OptionWord => ({
  flags: [option.short, option.long].filter((flag) => flag !== undefined),
  description: option.description,
  value: option.required || option.optional ? valueOfOption(option) : null,
});

const isHelp = (command: Command): boolean => command.name() === "help";

/** The tree with every branch loaded. What goes with all commands stands with `idse` itself, and only there. */
export const commandWord = (command: Command, above: ReadonlyArray<string> = []): CommandWord => {
  const path = above.join(" ");
  const help = command.createHelp();
  const below = help
    .visibleCommands(command)
    .filter((one) => !isHelp(one))
    .map((one) => commandWord(one, [...above, one.name()]));
  return {
    path,
    name: command.name(),
    description: command.description(),
    options: help.visibleOptions(command).map(optionWord),
    arguments: command.registeredArguments.map((argument) => ({
      value: valueOfArgument(path, argument),
      variadic: argument.variadic,
    })),
    below,
  };
};

export const allWords = (command: CommandWord): ReadonlyArray<CommandWord> => [
  command,
  ...command.below.flatMap(allWords),
];
