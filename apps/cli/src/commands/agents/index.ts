import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { register as add } from "./add.ts";
import { register as installHooks } from "./install-hooks.ts";
import { register as list } from "./list.ts";
import { register as remove } from "./remove.ts";
import { register as route } from "./route.ts";
import { register as setMode } from "./set-mode.ts";
import { register as setRole } from "./set-role.ts";
import { register as setStages } from "./set-stages.ts";
import { register as show } from "./show.ts";

export const register = (program: Command, cli: Cli): void => {
  const group = program.command("agents").description("the agents of the project and what they take");
  for (const one of [list, show, add, remove, setMode, setRole, setStages, route, installHooks]) {
    one(group, cli);
  }
};
