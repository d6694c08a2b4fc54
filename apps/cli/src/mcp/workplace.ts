/** What a server of a workspace does once it is asked: tools and resources over the use cases, in the workspace as it is. */
import { DesignStore } from "@idse/design-store";
import {
  type Announcements,
  agentTools,
  announcementOf,
  artifactCoreTools,
  artifactResources,
  guarded,
  type Resources,
  type Tool,
  type Workplace,
} from "@idse/mcp-server";
import { Denied, type Failure } from "@idse/orchestrator/Failure";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import type { Scope } from "effect/Scope";
import { decisionOn } from "../guard/decision.ts";
import { workspaceAround } from "../guard/files.ts";
import { beside } from "../layers.ts";
import { asTyped } from "../render/hint.ts";
import { documentsOf } from "./documents.ts";
import { keptStore } from "./kept-store.ts";
import type { WorkspaceOptions } from "./stdio.ts";

export interface Work {
  readonly tools: ReadonlyArray<Tool>;
  readonly resources: Resources;
  /** What the store promises. */
  readonly announcements: Effect.Effect<Announcements, Failure>;
}

const permittedBy = ({ invocation, agent }: WorkspaceOptions): Workplace["permitted"] => {
  const { directory, project, session, environment } = invocation;
  return (tool, input) =>
    Effect.suspend(() => {
      const root = agent === null ? null : workspaceAround(directory);
      if (root === null) return Effect.void;
      const payload = { cwd: root, tool_name: `mcp__idse__${tool}`, tool_input: input };
      const decision = decisionOn(
        root,
        { agent, usual: [], project, session, environment },
        "claude",
        JSON.stringify(payload),
      );
      return decision.verdict === "allow" ? Effect.void : Effect.fail(new Denied(decision));
    });
};

export const workIn = (options: WorkspaceOptions, scope: Scope): Work => {
  const { invocation } = options;
  const store = keptStore(scope);
  const workplace: Workplace = {
    run: (useCase, { project = invocation.project, session = invocation.session }) =>
      Effect.provide(
        useCase,
        Layer.effect(DesignStore, store).pipe(
          Layer.provideMerge(beside({ ...invocation, project, session })),
        ),
      ),
    permitted: permittedBy(options),
    asTyped,
  };
  return {
    tools: [
      ...agentTools(workplace),
      ...artifactCoreTools(documentsOf(workplace)).map((tool) => guarded(tool, workplace)),
    ],
    resources: artifactResources(workplace),
    announcements: Effect.map(workplace.run(DesignStore, {}), (opened) => announcementOf(opened)),
  };
};
