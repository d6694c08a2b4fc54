import { Misuse } from "@idse/orchestrator/Failure";
import type { Command } from "commander";
import * as Effect from "effect/Effect";
import type { Cli, GlobalOptions } from "../../cli.ts";
import type { WorkspaceOptions } from "../../mcp/stdio.ts";
import { register as serve } from "./serve.ts";
import { register as token } from "./token/index.ts";

/** The protocol's libraries are loaded when there is somebody to talk to. */
const talk = (options: WorkspaceOptions) =>
  Effect.flatMap(
    Effect.promise(() => import("../../mcp/stdio.ts")),
    ({ serveWorkspace }) => serveWorkspace(options),
  );

export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("mcp")
    .description("serve this workspace to the agent or program that started this one, over MCP")
    .option("--agent <id>", "whose mode holds: writes that its own hook would deny are refused")
    .action(() => {
      const { json, agent = null } = command.optsWithGlobals<GlobalOptions & { agent?: string }>();
      return json === true
        ? cli.fail(
            new Misuse({
              problem: "Standard output belongs to the protocol here, so that --json has no place.",
              hint: "idse mcp",
            }),
          )
        : cli.runLasting(talk({ invocation: cli.invocation(command), agent, onProblem: cli.note }));
    });
  serve(command, cli);
  token(command, cli);
};
