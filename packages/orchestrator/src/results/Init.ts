/** What was set up, and which files were written. */
import * as z from "zod";
import { result } from "./Common.ts";

export const InitResult = result("init", {
  project: z.string(),
  dryRun: z.boolean(),
  created: z.array(z.string()),
  updated: z.array(z.string()),
  kept: z.array(z.string()),
  agents: z.array(z.object({ id: z.string(), mode: z.string() })),
  agentsFrom: z.enum(["named", "found", "default"]),
  notes: z.array(z.string()),
  next: z.string(),
});

export const FilesResult = result("files", {
  created: z.array(z.string()),
  updated: z.array(z.string()),
  kept: z.array(z.string()),
  removed: z.array(z.string()),
  dryRun: z.boolean(),
  /** What was left as it is, and why. */
  notes: z.array(
    z.object({ path: z.string(), line: z.int().nullable(), message: z.string(), hint: z.string() }),
  ),
});

export const initResults = {
  init: InitResult,
  files: FilesResult,
};
