/** What the tools of an agent are handed by whoever knows the workspace: this package knows no store and no guard. */
import type { DesignStore } from "@idse/design-store";
import type { FilePrimitives } from "@idse/durable-files";
import type { Denied, Failure } from "@idse/orchestrator/Failure";
import type { Workspace } from "@idse/orchestrator/Workspace";
import type * as Effect from "effect/Effect";
import type { JsonObject } from "../Tool.ts";

/** As `--project` and `--session` choose. */
export interface Choice {
  readonly project?: string | undefined;
  readonly session?: string | undefined;
}

export type UseCaseServices = DesignStore | Workspace | FilePrimitives;

export interface Workplace {
  /** Runs a use case in the workspace as it is at this moment. */
  readonly run: <A>(
    useCase: Effect.Effect<A, Failure, UseCaseServices>,
    choice: Choice,
  ) => Effect.Effect<A, Failure>;
  /** Fails where the agent for whom this is served may not make the call. */
  readonly permitted: (tool: string, input: JsonObject) => Effect.Effect<void, Denied>;
  /** Commands in a text as the reader types them. */
  readonly asTyped: (text: string) => string;
}
