import { answer } from "@idse/orchestrator/Answer";
import { Argument, type Command } from "commander";
import * as Effect from "effect/Effect";
import type { Cli } from "../cli.ts";
import { bash } from "../completion/bash.ts";
import { fish } from "../completion/fish.ts";
import { commandWord } from "../completion/Word.ts";
import { zsh } from "../completion/zsh.ts";

const scripts = { bash, zsh, fish };
type Shell = keyof typeof scripts;

export const register = (program: Command, cli: Cli): void => {
  program
    .command("completion")
    .description("print a script with which a shell completes commands, options, sessions and projects")
    .addArgument(new Argument("<shell>", "whose script").choices(Object.keys(scripts)))
    .action(async (shell: Shell) => {
      // The whole tree, whereas for this command only its own branch was loaded.
      const { buildProgram } = await import("../program.ts");
      const script = scripts[shell](commandWord(await buildProgram(["help"], cli, { all: true })));
      return cli.runOnMachine(Effect.succeed(answer("completion", { shell, script })), {
        exact: true,
        render: (value) => value.script,
      });
    });
};
