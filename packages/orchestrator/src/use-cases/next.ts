/** The packet of work for one stage: what to read, what to write, what is open, and when it is done. */
import { builtOn, digestOf, isStage, type Stage, stages } from "@idse/pipeline-artifacts";
import { pathOf } from "@idse/project-workspace";
import { nextStage } from "@idse/stage-state";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { assess } from "../Assessment.ts";
import { Misuse } from "../Failure.ts";
import { readRegistry } from "../Registry.ts";
import { currentSnapshot, notesOf } from "../Snapshot.ts";
import { agentRefOf } from "./status.ts";

export const parseStage = (name: string): Effect.Effect<Stage, Misuse> =>
  isStage(name)
    ? Effect.succeed(name)
    : Effect.fail(new Misuse({ problem: `"${name}" is not a stage.`, hint: `Stages: ${stages.join(", ")}` }));

/** `named` asks for a certain stage; else the first that is not completed. */
export const next = (named: string | null = null) =>
  Effect.gen(function* () {
    const wanted = named === null ? null : yield* parseStage(named);
    const { choice, snapshot } = yield* currentSnapshot;
    const registry = yield* readRegistry(snapshot.project);
    const { report, states } = assess(snapshot);
    const stage = wanted ?? nextStage(states);
    const { project, id: session } = snapshot;
    const at = (of: Stage) => pathOf({ project, session, kind: of });
    const digestAt = (of: Stage) => {
      const document = snapshot.documents.get(of);
      return document === undefined ? null : digestOf(document.text);
    };
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
        findings: report.findings.filter((finding) => finding.stage === stage && stage !== null),
        definitionOfDone:
          stage === null
            ? null
            : `idse validate --session ${session} --through ${stage} names nothing in ${at(stage)}.`,
        commands:
          stage === null
            ? [`idse session-info ${session}`]
            : [
                `idse validate --session ${session} --through ${stage}`,
                `idse session set-stage ${session} --stage ${stage} --status completed`,
              ],
        resolvedBy: choice.resolvedBy,
      },
      notesOf(snapshot),
    );
  });
