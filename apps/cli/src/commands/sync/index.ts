import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { register as diff } from "./diff.ts";
import { register as log } from "./log.ts";
import { register as pull } from "./pull.ts";
import { register as push } from "./push.ts";
import { register as resolve } from "./resolve.ts";
import { register as setup } from "./setup.ts";
import { register as status } from "./status.ts";
import { register as test } from "./test.ts";
import { register as trash } from "./trash.ts";

export const register = (program: Command, cli: Cli): void => {
  const sync = program.command("sync").description("share documents with a remote, and lose no edit");
  for (const each of [setup, test, status, diff, push, pull, resolve, log, trash]) each(sync, cli);
};
