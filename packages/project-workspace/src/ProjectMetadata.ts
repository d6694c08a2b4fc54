/** `project.json`: a project's identity. Older workspaces have none. */
import * as z from "zod";

export const ProjectMetadata = z.looseObject({
  name: z.string().min(1),
  /** Random and never changed. */
  uid: z.string().min(1),
  stack: z.string().default(""),
  created_at: z.string(),
});
export type ProjectMetadata = z.infer<typeof ProjectMetadata>;
