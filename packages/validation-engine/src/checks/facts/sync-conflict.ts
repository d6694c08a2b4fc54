import type { FactCheck } from "../../Check.ts";

export const syncConflict: FactCheck<"sync-conflict"> = ({ facts }) =>
  facts.syncConflicts.map(({ path, stage, name, remote, reason }) => ({
    category: "violation",
    stage,
    path,
    message: `Decide about the conflict with ${remote}: ${reason}`,
    hint: `idse sync resolve ${name}`,
    about: `${remote} ${path}`,
  }));
