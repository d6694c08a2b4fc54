/** Why a registry was not made or changed. */
import type { AgentRegistry } from "./AgentRegistry.ts";

export interface AgentUnknown {
  readonly code: "agent-unknown";
  readonly id: string;
  /** The ids that are registered, in file order. */
  readonly known: ReadonlyArray<string>;
  readonly message: string;
}

export interface AgentExists {
  readonly code: "agent-exists";
  readonly id: string;
  readonly message: string;
}

export interface AgentIdInvalid {
  readonly code: "agent-id-invalid";
  readonly id: string;
  readonly message: string;
}

/** It cannot be taken out: without it the file would mean the default agents. */
export interface AgentLast {
  readonly code: "agent-last";
  readonly id: string;
  readonly message: string;
}

export type RegistryProblem = AgentUnknown | AgentExists | AgentIdInvalid | AgentLast;

export type RegistryResult<P extends RegistryProblem> =
  | { readonly ok: true; readonly registry: AgentRegistry }
  | { readonly ok: false; readonly problem: P };

/** Whether a new agent may have this id. Ids already in a file are read as they are. */
export const isAgentId = (id: string): boolean => /^[a-z0-9][a-z0-9._-]{0,63}$/.test(id);

export const agentIdInvalid = (id: string): AgentIdInvalid => ({
  code: "agent-id-invalid",
  id,
  message: `"${id}" cannot be an agent's id: use 1 to 64 of a-z, 0-9, ".", "_" and "-", starting with a letter or digit.`,
});
