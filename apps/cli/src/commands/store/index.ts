import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { register as migrate } from "./migrate.ts";
import { register as repair } from "./repair.ts";
import { register as test } from "./test.ts";

export const register = (program: Command, cli: Cli): void => {
  const store = program.command("store").description("where the documents are kept");
  for (const each of [test, migrate, repair]) each(store, cli);
};
