/** What `idse context` answers with. */
import * as z from "zod";
import { resolvedBy, result, stageName } from "./Common.ts";

const section = z.object({
  session: z.string(),
  stage: stageName,
  /** Null where the document is kept elsewhere than in files. */
  path: z.string().nullable(),
  /** Its title; the empty string is what stands before the first one. */
  section: z.string(),
  line: z.int(),
  endLine: z.int(),
  /** For people: what the document is called, and the lines. */
  place: z.string(),
  /** A finding, a reference or a change upstream speaks of it. */
  mentioned: z.boolean(),
  estimatedTokens: z.int(),
});

export const ContextResult = result("context", {
  project: z.string(),
  session: z.string(),
  stage: stageName.nullable(),
  budget: z.int(),
  /** Of all that is printed as text; a model counts fewer. */
  estimatedTokens: z.int(),
  /** In the order of reading. */
  sections: z.array(section.extend({ text: z.string() })),
  omitted: z.array(section),
  /** The budget that would hold everything. */
  whole: z.int(),
  /** The least budget that would hold any section; null where there is none. */
  smallest: z.int().nullable(),
  /** Why there is no section at all; null where there is one. */
  message: z.string().nullable(),
  resolvedBy,
});

export const contextResults = {
  context: ContextResult,
};
