/** How far a push or pull is, on stderr: one line that is written over on a terminal, JSON lines where asked, else nothing. */
import type { TransferStep } from "@idse/orchestrator/use-cases/sync/transfer";

export type ProgressMode = "json" | "none";

interface Output {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

export interface Progress {
  readonly step: (step: TransferStep) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

const sentence = (step: TransferStep): string => {
  switch (step.step) {
    case "looking":
      return "Looking at both sides";
    case "planned":
      return `${step.documents} documents are not settled`;
    case "written":
      return `${step.written} of ${step.of} documents`;
  }
};

export const progressTo = (output: Output, mode: ProgressMode | undefined): Progress => {
  if (mode === "json") {
    const step = (one: TransferStep): void => {
      output.write(`${JSON.stringify({ schemaVersion: 1, kind: "sync-progress", ...one })}\n`);
    };
    return { step, end: () => {} };
  }
  if (mode === "none" || output.isTTY !== true) return { step: () => {}, end: () => {} };
  let shown = false;
  return {
    step: (one) => {
      output.write(`\r\u001b[K${sentence(one)}`);
      shown = true;
    },
    end: () => {
      if (shown) output.write("\r\u001b[K");
      shown = false;
    },
  };
};
