import type { Command } from "commander";
import type { Cli } from "../../../cli.ts";
import { register as add } from "./add.ts";
import { register as list } from "./list.ts";
import { register as remove } from "./remove.ts";

export const register = (group: Command, cli: Cli): void => {
  const token = group.command("token").description("the tokens that open a server, each for one tenant");
  for (const each of [add, list, remove]) each(token, cli);
};
