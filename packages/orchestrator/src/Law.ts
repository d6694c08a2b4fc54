/** The law that holds here: the shipped constitution with what `.idse/constitution.json` adds to it. */
import { type Constitution, coreConstitution } from "@idse/constitution-rules";
import { layout } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { attempt } from "./Failure.ts";
import { malformed, Workspace } from "./Workspace.ts";

/** Fails with the file and the place where anything in it is wrong: nothing runs on half a law. */
export const law = Effect.gen(function* () {
  const workspace = yield* Workspace;
  const text = yield* attempt(() => workspace.readText(layout.constitution));
  if (text === null) return coreConstitution;
  // Most repositories add nothing, and reading what they add loads every schema of a check.
  const { parseConstitution } = yield* Effect.promise(() => import("@idse/constitution-rules"));
  const read = parseConstitution(text);
  return read.ok ? (read.value satisfies Constitution) : yield* malformed(layout.constitution, read.problem);
});
