import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { addTransferOptions, runTransfer } from "./transfer.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("push")
    .description("bring what was written here to the remote")
    .action((options) => runTransfer(command, cli, "push", options));
  addTransferOptions(command);
};
