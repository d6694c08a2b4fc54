/** From arguments to an exit code: which command is meant, and what becomes of every way it can end. */
import { CommanderError } from "commander";
import { type Cli, makeCli } from "./cli.ts";
import { buildProgram } from "./program.ts";

/** `help session create` asks for what `session create --help` shows; `help --all` for help with nothing left out. */
const asHelpOption = (
  args: ReadonlyArray<string>,
): { readonly line: ReadonlyArray<string>; readonly all: boolean } => {
  const words = args.filter((argument) => argument !== "--all");
  const all = words.length < args.length;
  if (words[0] === "--help" || words[0] === "-h") return { line: words, all };
  if (words[0] !== "help") return { line: args, all: false };
  return { line: words.length > 1 ? [...words.slice(1), "--help"] : ["help"], all };
};

export const main = async (args: ReadonlyArray<string>): Promise<number> => {
  const cli: Cli = makeCli(args);
  try {
    const { line, all } = asHelpOption(args);
    const program = await buildProgram(line, cli, { all });
    await program.parseAsync([...line], { from: "user" });
    return cli.exitCode();
  } catch (error) {
    if (error instanceof CommanderError) return cli.misuse(error);
    return cli.fault(error);
  }
};
