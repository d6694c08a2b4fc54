import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { register as addCollaborator } from "./add-collaborator.ts";
import { register as create } from "./create.ts";
import { register as removeCollaborator } from "./remove-collaborator.ts";
import { register as setOwner } from "./set-owner.ts";
import { register as setStage } from "./set-stage.ts";
import { register as setStatus } from "./set-status.ts";
import { register as switchTo } from "./switch.ts";
import { register as tag } from "./tag.ts";

export const register = (program: Command, cli: Cli): void => {
  const group = program.command("session").description("make, choose and change sessions");
  for (const add of [
    create,
    switchTo,
    setStage,
    setStatus,
    setOwner,
    addCollaborator,
    removeCollaborator,
    tag,
  ]) {
    add(group, cli);
  }
};
