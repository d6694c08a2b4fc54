/** The packet of work for one stage: what to read, what to write, what to leave alone, what is open, and when it is done. */
import type { AgentRegistry } from "@idse/agent-registry";
import { route } from "@idse/agent-routing";
import { isCounted } from "@idse/constitution-rules";
import { DesignStore } from "@idse/design-store";
import { isStage, type Stage, stages } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { assessSession } from "../Assessment.ts";
import { Misuse } from "../Failure.ts";
import { rememberForGuard } from "../GuardMemory.ts";
import { places } from "../Places.ts";
import type { ReadState } from "../Reading.ts";
import { readRegistry, requireAgent } from "../Registry.ts";
import { currentSession } from "../Sessions.ts";
import { definitionOfDone, leaveAlone, readFirst } from "../WorkBounds.ts";
import { chooseWork } from "../WorkChoice.ts";
import { currentProject } from "../Workspace.ts";
import { staleReasons } from "./status.ts";
import { publishFindings } from "./validate.ts";

export const parseStage = (name: string): Effect.Effect<Stage, Misuse> =>
  isStage(name)
    ? Effect.succeed(name)
    : Effect.fail(new Misuse({ problem: `"${name}" is not a stage.`, hint: `Stages: ${stages.join(", ")}` }));

/**
 * `named` asks for a certain stage; else it is the first that is not completed. `agentId` asks for the work of
 * one agent. Nothing in the answer depends on the time or on who asks.
 */
export const next = (named: string | null = null, agentId: string | null = null) =>
  Effect.gen(function* () {
    const wanted = named === null ? null : yield* parseStage(named);
    const project = yield* currentProject;
    const choice = yield* currentSession(project);
    const { session } = choice;
    const registry = yield* readRegistry(project);
    const agent = agentId === null ? null : yield* requireAgent(registry, agentId);
    const { reading, findings, states } = yield* assessSession(project, session, choice);
    yield* rememberForGuard({ project, session, registry, states });
    const work = chooseWork(session, states, registry, { stage: wanted, agent });
    if (wanted !== null && agent !== null) yield* mustTake(agent.id, wanted, registry);
    const about = { project, session, agent: work.worker, resolvedBy: choice.resolvedBy };
    if (work.stage === null) return answer("work-packet", { ...about, ...nothing(work.message, session) });
    const { stage } = work;
    const parent = reading.head?.parent_session ?? null;
    const at = yield* places;
    const listed = yield* publishFindings;
    const digestOf = yield* digests(project, parent === null ? [session] : [session, parent]);
    const read = readFirst({ project, session, parent, stage }).flatMap((ref) => {
      const digest = digestOf(ref.session, ref.kind);
      return digest === null ? [] : [{ session: ref.session, stage: ref.kind, path: at.path(ref), digest }];
    });
    const own = { project, session, kind: stage };
    const state = states.find((one) => one.stage === stage);
    const check = `idse validate --session ${session} --through ${stage}`;
    return answer(
      "work-packet",
      {
        ...about,
        stage,
        state: state?.status ?? null,
        done: false,
        message: null,
        waitsFor: [...work.waitsFor],
        staleBecause: staleReasons(state),
        read,
        write: [{ stage, path: at.path(own), digest: digestOf(session, stage) }],
        leave: [
          ...leaveAlone({ project, session, parent, stage, mode: work.worker?.mode ?? null, states }, at),
        ],
        findings: findings.filter((one) => one.stage === stage && isCounted(one)).map(listed),
        definitionOfDone: definitionOfDone(stage, check, at.name(own)),
        commands: [
          ...changesOf(stage, session, state),
          ...(read.length === 0 ? [] : [`idse context --session ${session} --stage ${stage}`]),
          check,
        ],
        signOff: `idse session set-stage ${session} --stage ${stage} --status completed`,
      },
      reading.notes,
    );
  });

const nothing = (message: string | null, session: string) => ({
  stage: null,
  state: null,
  done: true,
  message,
  waitsFor: [],
  staleBecause: [],
  read: [],
  write: [],
  leave: [],
  findings: [],
  definitionOfDone: null,
  commands: [`idse session-info ${session}`],
  signOff: null,
});

/** By which it is shown what made the stage stale. */
const changesOf = (stage: Stage, session: string, state: ReadState | undefined): ReadonlyArray<string> => {
  const reasons = state?.staleBecause ?? [];
  const inParent = reasons.some((one) => one.session !== undefined);
  const inSession = reasons.some((one) => one.session === undefined);
  return [
    ...(inSession ? [`idse diff ${stage} --session ${session}`] : []),
    ...(inParent ? [`idse diff ${stage} --of parent --session ${session}`] : []),
  ];
};

/** A packet for an agent at a stage that is another's would be followed by it. */
const mustTake = (id: string, stage: Stage, registry: AgentRegistry) => {
  const taker = route(registry, stage)?.agent.id;
  return taker === id
    ? Effect.void
    : Effect.fail(
        new Misuse({
          problem: `${id} does not take the ${stage}; ${taker === undefined ? "nobody" : taker} does.`,
          hint: `idse next --stage ${stage}`,
        }),
      );
};

const digests = (project: string, sessions: ReadonlyArray<string>) =>
  DesignStore.use((store) =>
    Effect.map(
      store.heads({ project, sessions, kinds: stages }),
      ({ heads }) =>
        (session: string, stage: Stage) =>
          heads.find(({ ref, removed }) => ref.session === session && ref.kind === stage && !removed)
            ?.digest ?? null,
    ),
  );
