/** Who holds a lock, and whether that process still runs. How to find out is the platform's; it is handed in. */
import * as Context from "effect/Context";

export interface ProcessFacts {
  readonly pid: number;
  /** Where process ids mean the same thing: a machine, or one container on it. */
  readonly host: string;
  /** Changes with every start of the machine; null where it cannot be known. */
  readonly boot: string | null;
  /** When the process started, in the system's own unit; tells it from a later one with the same id. */
  readonly startedAt: string | null;
}

export interface ProcessIdentityService {
  readonly self: ProcessFacts;
  /** False only where it is certain that the process is gone. A process of another host counts as alive. */
  readonly isAlive: (facts: ProcessFacts) => boolean;
}

export class ProcessIdentity extends Context.Service<ProcessIdentity, ProcessIdentityService>()(
  "@idse/durable-files/ProcessIdentity",
) {}
