import type { RealAgent } from "../RealAgent.ts";
import { claude } from "./claude.ts";
import { codex, codexPrograms } from "./codex.ts";
import { copilot } from "./copilot.ts";
import { gemini } from "./gemini.ts";
import { opencode } from "./opencode.ts";

export const realAgents: ReadonlyArray<RealAgent> = [claude, codex, codexPrograms, copilot, gemini, opencode];
