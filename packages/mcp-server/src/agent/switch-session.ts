import { switchSession as useCase } from "@idse/orchestrator/use-cases/createSession";
import * as Effect from "effect/Effect";
import * as z from "zod";
import type { Tool } from "../Tool.ts";
import { agentTool } from "./AgentTool.ts";
import { given, project } from "./Arguments.ts";
import type { Workplace } from "./Workplace.ts";

export const switchSession = (workplace: Workplace): Tool =>
  agentTool(workplace, {
    name: "switch_session",
    title: "Switch to a session",
    description: "Makes a session the current one of this clone.",
    kind: "session-change",
    readOnly: false,
    input: z.strictObject({ session: z.string().min(1).max(255).describe("Its id."), project }),
    run: ({ session, project }) =>
      workplace
        .permitted("switch_session", given({ session, project }))
        .pipe(Effect.andThen(workplace.run(useCase(session), { project }))),
  });
