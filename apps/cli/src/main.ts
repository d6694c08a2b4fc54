/** From arguments to an exit code: which command is meant, and what becomes of every way it can end. */
import { CommanderError } from "commander";
import { type Cli, makeCli } from "./cli.ts";
import { buildProgram } from "./program.ts";

/** `help session create` asks for what `session create --help` shows. */
const asHelpOption = (args: ReadonlyArray<string>): ReadonlyArray<string> => {
  const words = args.filter((argument) => argument !== "--all");
  return words[0] === "help" && words.length > 1
    ? [...words.slice(1), "--help"]
    : words[0] === "help"
      ? ["help"]
      : args;
};

export const main = async (args: ReadonlyArray<string>): Promise<number> => {
  const cli: Cli = makeCli(args);
  try {
    const line = asHelpOption(args);
    const program = await buildProgram(line, cli);
    await program.parseAsync([...line], { from: "user" });
    return cli.exitCode();
  } catch (error) {
    if (error instanceof CommanderError) return cli.misuse(error);
    return cli.fault(error);
  }
};
