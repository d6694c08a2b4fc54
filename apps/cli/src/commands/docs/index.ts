import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { register as install } from "./install.ts";

export const register = (program: Command, cli: Cli): void => {
  const group = program.command("docs").description("the guides and governance texts of the workspace");
  install(group, cli);
};
