/** The packet of work for one stage: what to read, what to write, what is open, and when it is done. */
import { isCounted } from "@idse/constitution-rules";
import { DesignStore } from "@idse/design-store";
import { builtOn, isStage, type Stage, stages } from "@idse/pipeline-artifacts";
import { nextStage } from "@idse/stage-state";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { assessSession } from "../Assessment.ts";
import { Misuse } from "../Failure.ts";
import { places } from "../Places.ts";
import { readRegistry } from "../Registry.ts";
import { currentSession } from "../Sessions.ts";
import { currentProject } from "../Workspace.ts";
import { agentRefOf } from "./status.ts";
import { publishFindings } from "./validate.ts";

export const parseStage = (name: string): Effect.Effect<Stage, Misuse> =>
  isStage(name)
    ? Effect.succeed(name)
    : Effect.fail(new Misuse({ problem: `"${name}" is not a stage.`, hint: `Stages: ${stages.join(", ")}` }));

/** `named` asks for a certain stage; else the first that is not completed. */
export const next = (named: string | null = null) =>
  Effect.gen(function* () {
    const wanted = named === null ? null : yield* parseStage(named);
    const project = yield* currentProject;
    const choice = yield* currentSession(project);
    const { session } = choice;
    const registry = yield* readRegistry(project);
    const { reading, findings, states } = yield* assessSession(project, session, choice);
    const stage = wanted ?? nextStage(states);
    const store = yield* DesignStore;
    const { heads } = yield* store.heads({ project, sessions: [session], kinds: stages });
    const { path, name } = yield* places;
    const refOf = (of: Stage) => ({ project, session, kind: of });
    const at = (of: Stage) => path(refOf(of));
    const listed = yield* publishFindings;
    const digestAt = (of: Stage) =>
      heads.find(({ ref, removed }) => ref.kind === of && !removed)?.digest ?? null;
    return answer(
      "work-packet",
      {
        project,
        session,
        stage,
        agent: stage === null ? null : agentRefOf(registry, stage),
        done: stage === null,
        read:
          stage === null
            ? []
            : builtOn(stage).flatMap((upstream) => {
                const digest = digestAt(upstream);
                return digest === null ? [] : [{ stage: upstream, path: at(upstream), digest }];
              }),
        write: stage === null ? [] : [{ stage, path: at(stage), digest: digestAt(stage) }],
        findings: findings
          .filter((finding) => finding.stage === stage && stage !== null && isCounted(finding))
          .map(listed),
        definitionOfDone:
          stage === null
            ? null
            : `idse validate --session ${session} --through ${stage} names nothing in ${name(refOf(stage))}.`,
        commands:
          stage === null
            ? [`idse session-info ${session}`]
            : [
                `idse validate --session ${session} --through ${stage}`,
                `idse session set-stage ${session} --stage ${stage} --status completed`,
              ],
        resolvedBy: choice.resolvedBy,
      },
      reading.notes,
    );
  });
