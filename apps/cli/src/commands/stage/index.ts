import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { register as ack } from "./ack.ts";

export const register = (program: Command, cli: Cli): void => {
  const group = program.command("stage").description("decide what a stage is built on");
  for (const add of [ack]) add(group, cli);
};
