/** From arguments to an exit code: which command is meant, and what becomes of every way it can end. */
import { CommanderError } from "commander";
import { type Cli, makeCli } from "./cli.ts";
import { buildProgram } from "./program.ts";

export const main = async (args: ReadonlyArray<string>): Promise<number> => {
  const cli: Cli = makeCli(args);
  try {
    const program = await buildProgram(args, cli);
    await program.parseAsync([...args], { from: "user" });
    return cli.exitCode();
  } catch (error) {
    if (error instanceof CommanderError) return cli.misuse(error);
    return cli.fault(error);
  }
};
