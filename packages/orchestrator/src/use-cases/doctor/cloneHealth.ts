/** What processes of this clone hold or left behind. */
import { FilePrimitives, isRecoveryDue, lockHolder, ProcessIdentity } from "@idse/durable-files";
import { layout } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { attempt } from "../../Failure.ts";
import { Workspace } from "../../Workspace.ts";
import { type Check, note, ok, warning } from "./Check.ts";

export const cloneHealth = Effect.gen(function* () {
  const files = yield* FilePrimitives;
  const identity = yield* ProcessIdentity;
  const { root } = yield* Workspace;
  return yield* attempt(() => {
    const checks: Array<Check> = [];
    const locks = `${layout.local}/locks`;
    const names = files.stat(`${root}/${locks}`) === undefined ? [] : files.list(`${root}/${locks}`);
    for (const { name } of names) {
      const held = lockHolder(files, identity, `${root}/${locks}/${name}`);
      if (held === undefined) continue;
      const path = `${locks}/${name}/${held.generation}`;
      const { pid, host } = held.holder;
      checks.push(
        host === identity.self.host
          ? note("clone", `Process ${pid} is writing now, and holds the lock.`, { path })
          : warning("clone", `Process ${pid} of another machine or container (${host}) holds the lock.`, {
              path,
              mend: `If it is gone for good: rm ${path}`,
            }),
      );
    }
    if (isRecoveryDue(files, `${root}/${layout.local}/journal`))
      checks.push(
        warning(
          "clone",
          "A command was stopped in the middle of writing. The next one that writes sets it right.",
          {
            path: `${layout.local}/journal`,
            mend: "idse store test",
          },
        ),
      );
    return checks.length > 0 ? checks : [ok("clone", "No lock is held, and no write was left half done.")];
  });
});
