import { Misuse } from "@idse/orchestrator/Failure";
import type { Command } from "commander";
import * as Effect from "effect/Effect";
import type { Cli } from "../../cli.ts";
import { register as serve } from "./serve.ts";
import { register as token } from "./token/index.ts";

/** The protocol's libraries are loaded when there is somebody to talk to. */
const talk = (cli: Cli) =>
  Effect.flatMap(
    Effect.promise(() => import("../../mcp/stdio.ts")),
    ({ serveWorkspace }) => serveWorkspace(cli.note),
  );

export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("mcp")
    .description("serve the documents to the program that started this one, over MCP")
    .action(() =>
      command.optsWithGlobals<{ json?: true }>().json === true
        ? cli.fail(
            new Misuse({
              problem: "Standard output belongs to the protocol here, so that --json has no place.",
              hint: "idse mcp",
            }),
          )
        : cli.runLasting(command, talk(cli)),
    );
  serve(command, cli);
  token(command, cli);
};
