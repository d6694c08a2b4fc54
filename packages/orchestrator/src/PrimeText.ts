/**
 * What an agent is told when its session starts: where it is, its mode, the next step and the commands that
 * matter. An agent always loads it, so it is short; everything else is asked for.
 */
import { type Stage, stageDefinition } from "@idse/pipeline-artifacts";
import { clipped, joined, keptWithin } from "./KeptWithin.ts";
import type { Worker } from "./WorkChoice.ts";

/** In bytes, always. */
export const primeLimit = 1500;

export interface PrimeFacts {
  readonly project: string;
  readonly session: string;
  /** As `feature, in_progress`; empty where nothing is known. */
  readonly facts: string;
  readonly completed: number;
  readonly total: number;
  /** The agent that is told; null where it is not said which. */
  readonly worker: Worker | null;
  /** Null where all stages are completed. */
  readonly next: {
    readonly stage: Stage;
    readonly agent: string | null;
    readonly path: string | null;
  } | null;
  /** Options that the commands need to mean the same, as ` --project shop`. */
  readonly options: string;
}

const modes = {
  planning: "write stage documents, and leave the code alone",
  implementation: "build what spec, plan and tasks say, and report it in the implementation document",
} as const;

export const primeText = (facts: PrimeFacts): string => {
  const { worker, options } = facts;
  const agent = worker === null ? "" : ` --agent ${worker.id}`;
  const command = (weight: number, line: string, what: string) => ({
    weight,
    text: `- ${line}${options}: ${what}\n`,
  });
  return joined(
    keptWithin(
      [
        { weight: 0, text: headOf(facts) },
        { weight: 1, text: worker === null ? "" : workerLine(worker) },
        { weight: 2, text: nextLine(facts) },
        command(3, `idse next${agent}`, "what to read, what to write, when it is done"),
        command(5, "idse context --budget 4000", "the sections that the stage builds on"),
        command(4, "idse validate", "what is open, before you hand over"),
        {
          weight: 6,
          text: "For people: the agent registry, the constitution, the configuration, metadata, sign-offs.\n",
        },
      ],
      primeLimit,
      (text) => new TextEncoder().encode(text).length,
    ),
  );
};

const headOf = ({ project, session, facts, completed, total }: PrimeFacts): string =>
  `IDSE: design is written before code here. Project ${clipped(project, 100)}, session ${clipped(session, 100)}${facts === "" ? "" : ` (${facts})`}: ${completed} of ${total} stages completed.\n`;

const workerLine = ({ id, mode }: Worker): string =>
  `You are ${clipped(id, 80)}, in ${mode} mode: ${modes[mode]}.\n`;

const nextLine = ({ next, options }: PrimeFacts): string => {
  if (next === null) return "All stages are completed.\n";
  const taker = next.agent === null ? "" : ` (${clipped(next.agent, 80)})`;
  return `Next: ${stageDefinition(next.stage).verb}${taker}: ${next.path ?? `idse artifact write --stage ${next.stage}${options}`}\n`;
};
