/** What `doctor` found out about this machine, this clone and the agents. */
import * as z from "zod";
import { result } from "./Common.ts";

export const doctorAreas = ["node", "workspace", "git", "clone", "agents", "remotes"] as const;

const partState = z.enum(["absent", "current", "outdated", "changed", "unreadable"]);

export const DoctorResult = result("doctor", {
  checks: z.array(
    z.object({
      area: z.enum(doctorAreas),
      /** A note says what could be had; only a problem makes the answer no. */
      state: z.enum(["ok", "note", "warning", "problem"]),
      message: z.string(),
      /** Relative to the root. */
      path: z.string().nullable(),
      line: z.int().nullable(),
      /** The command to type, or what to do by hand. */
      mend: z.string().nullable(),
    }),
  ),
  /** Agents of the registry, and those whose files lie here. */
  agents: z.array(
    z.object({
      agent: z.string(),
      name: z.string(),
      /** Its id in the registry of the current project; null where it is not in there. */
      id: z.string().nullable(),
      /** Where its program was found on the path; absolute, since that is outside of the repository. */
      program: z.string().nullable(),
      installed: z.object({
        instructions: partState,
        skills: partState,
        mcp: partState,
        hooks: partState,
      }),
      trusted: z.enum(["trusted", "untrusted", "not-asked", "unknown"]),
      /** When its hook last asked the guard in this clone. */
      lastAsked: z.string().nullable(),
    }),
  ),
  summary: z.object({ ok: z.int(), notes: z.int(), warnings: z.int(), problems: z.int() }),
});

export const doctorResults = {
  doctor: DoctorResult,
};
