/** The law that holds here: the shipped constitution with what `.idse/constitution.json` adds to it. */
import { type Constitution, coreConstitution } from "@idse/constitution-rules";
import { placeInJson, type Stage, stages } from "@idse/pipeline-artifacts";
import { layout } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { attempt, Misuse } from "./Failure.ts";
import { malformed, Workspace, type WorkspaceService } from "./Workspace.ts";

type Reader = Pick<WorkspaceService, "readText" | "exists">;

/** As `law`, where there may be no workspace yet. */
export const lawIn = ({ readText, exists }: Reader) =>
  Effect.gen(function* () {
    const text = yield* attempt(() => readText(layout.constitution));
    if (text === null) return coreConstitution;
    // Most repositories add nothing, and reading what they add loads every schema of a check.
    const { parseConstitution } = yield* Effect.promise(() => import("@idse/constitution-rules"));
    const read = parseConstitution(text);
    if (!read.ok) return yield* malformed(layout.constitution, read.problem);
    const { templates } = read.value;
    const missing = yield* attempt(() =>
      stages.find((stage) => templates[stage] !== undefined && !exists(templates[stage])),
    );
    if (missing !== undefined) {
      return yield* malformed(layout.constitution, {
        message: `templates.${missing}: there is no file ${templates[missing]}, as a path from the repository's root`,
        ...placeInJson(text, ["templates", missing]),
      });
    }
    return read.value satisfies Constitution;
  });

/** Fails with the file and the place where anything in it is wrong: nothing runs on half a law. */
export const law = Effect.flatMap(Workspace, lawIn);

/**
 * A repository's own template of a stage: the one its law names, else the one in the folder for templates,
 * else null.
 */
export const ownTemplates =
  ({ templates }: Pick<Constitution, "templates">, readText: Reader["readText"]) =>
  (stage: Stage): string | null =>
    readText(templates[stage] ?? `${layout.templates}/${stage}.md`);

/** Fails where no rule that holds here is called so; absent names none. */
export const checkRule = (id: string | undefined) =>
  Effect.gen(function* () {
    const { ruleSet } = yield* law;
    if (id !== undefined && !ruleSet.rules.some((rule) => rule.id === id)) {
      return yield* new Misuse({ problem: `"${id}" is not a rule.`, hint: "idse constitution list" });
    }
  });
