/** What hangs on what in a session, from success criterion to code. */
import { identifierKinds } from "@idse/pipeline-artifacts";
import * as z from "zod";
import { resolvedBy, result, stageName } from "./Common.ts";

const kind = z.enum(identifierKinds);

const place = { path: z.string().nullable(), line: z.int(), column: z.int() };

const codePlace = z.object({ ...place, path: z.string(), id: z.string(), kind });

export const TraceResult = result("trace", {
  project: z.string(),
  session: z.string(),
  resolvedBy,
  /** Everything that is defined, by stage and place. */
  items: z.array(
    z.object({
      id: z.string(),
      kind,
      stage: stageName,
      ...place,
      title: z.string(),
      /** Whether its box is ticked; null without a box. */
      checked: z.boolean().nullable(),
      dropped: z.boolean(),
    }),
  ),
  /** One for each requirement, then what belongs to none; with `--gaps` those that lack something. */
  rows: z.array(
    z.object({
      requirement: z.string().nullable(),
      successCriteria: z.array(z.string()),
      criteria: z.array(z.string()),
      tasks: z.array(z.string()),
      implementation: z.array(
        z.object({ path: z.string().nullable(), line: z.int(), text: z.string(), ids: z.array(z.string()) }),
      ),
      code: z.array(codePlace),
    }),
  ),
  gaps: z.array(
    z.object({
      id: z.string(),
      kind,
      missing: z.enum(["requirement", "criterion", "task", "implementation", "code", "definition"]),
      /** Null for what stands in code. */
      stage: stageName.nullable(),
      ...place,
      title: z.string(),
    }),
  ),
  /** Null where no code was looked at. */
  code: z.object({ globs: z.array(z.string()), files: z.int(), places: z.array(codePlace) }).nullable(),
  summary: z.object({
    successCriteria: z.int(),
    requirements: z.int(),
    criteria: z.int(),
    tasks: z.int(),
    dropped: z.int(),
    gaps: z.int(),
  }),
});

export const traceResults = {
  trace: TraceResult,
};
