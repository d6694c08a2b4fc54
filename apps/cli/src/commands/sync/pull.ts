import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { addTransferOptions, runTransfer } from "./transfer.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("pull")
    .description("bring what was written at the remote here, merging where both sides wrote")
    .action((options) => runTransfer(command, cli, "pull", options));
  addTransferOptions(command);
};
