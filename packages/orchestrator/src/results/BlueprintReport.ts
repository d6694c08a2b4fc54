/** The whole project at a glance, and its Product Spine held against its sessions. */
import * as z from "zod";
import { claim } from "./Claims.ts";
import { progress, result, sessionStatus, sessionType, stageName } from "./Common.ts";

const points = z.array(
  z.object({
    session: z.string(),
    path: z.string().nullable(),
    /** The first entries of the document, one line each. */
    points: z.array(z.string()),
  }),
);

export const BlueprintReportResult = result("blueprint-report", {
  project: z.string(),
  /** The blueprint first, then the oldest first. */
  sessions: z.array(
    z.object({
      id: z.string(),
      name: z.string().nullable(),
      type: sessionType.nullable(),
      status: sessionStatus.nullable(),
      owner: z.string().nullable(),
      parent: z.string().nullable(),
      /** It names a parent that is not there. */
      orphaned: z.boolean(),
      createdAt: z.string().nullable(),
      progress,
      validation: z.enum(["passing", "failing"]),
    }),
  ),
  deliveries: points,
  feedback: points,
  claims: z.array(claim),
  /** What a person wrote about the whole. */
  narrative: z.string().nullable(),
  /** The same as a document. */
  text: z.string(),
  /** What was written, where that was asked for. */
  meta: z.object({ path: z.string(), outcome: z.enum(["written", "unchanged"]) }).nullable(),
  blueprint: z.object({ path: z.string(), outcome: z.enum(["written", "unchanged"]) }).nullable(),
});

export const ProductSpineResult = result("product-spine", {
  project: z.string(),
  /** The document that holds the table. */
  session: z.string(),
  path: z.string().nullable(),
  /** Of the table; null where there is none. */
  line: z.int().nullable(),
  /** The other columns of the table, in its order. */
  columns: z.array(z.string()),
  primitives: z.array(
    z.object({
      name: z.string(),
      /** What the other columns say of it. */
      cells: z.array(z.string()),
      /** `built`: reported in an implementation that is completed. `in-work`: some session works on it. */
      state: z.enum(["built", "in-work", "untouched"]),
      sessions: z.array(
        z.object({
          session: z.string(),
          status: sessionStatus.nullable(),
          /** Where it is named: in an implementation, in a spec, or in the session's own name or tags. */
          how: z.enum(["implements", "specifies", "named"]),
          stage: stageName.nullable(),
          path: z.string().nullable(),
          line: z.int().nullable(),
        }),
      ),
    }),
  ),
  summary: z.object({ built: z.int(), inWork: z.int(), untouched: z.int() }),
});

export const blueprintReportResults = {
  "blueprint-report": BlueprintReportResult,
  "product-spine": ProductSpineResult,
};
