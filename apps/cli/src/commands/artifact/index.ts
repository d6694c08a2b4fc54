import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { register as show } from "./show.ts";
import { register as write } from "./write.ts";

export const register = (program: Command, cli: Cli): void => {
  const group = program.command("artifact").description("read and write stage documents");
  for (const add of [show, write]) add(group, cli);
};
