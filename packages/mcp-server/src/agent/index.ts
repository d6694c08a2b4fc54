/** What an agent is offered, in the order in which it works. */
import type { Tool } from "../Tool.ts";
import { createSession } from "./create-session.ts";
import { next } from "./next.ts";
import { readArtifact } from "./read-artifact.ts";
import { status } from "./status.ts";
import { switchSession } from "./switch-session.ts";
import { validate } from "./validate.ts";
import type { Workplace } from "./Workplace.ts";
import { writeArtifact } from "./write-artifact.ts";

export const agentTools = (workplace: Workplace): ReadonlyArray<Tool> => [
  status(workplace),
  next(workplace),
  readArtifact(workplace),
  writeArtifact(workplace),
  validate(workplace),
  createSession(workplace),
  switchSession(workplace),
];
