/** What bounds the work on one stage: the documents to read first, what is not to be touched, and when it is done. */
import type { EffectiveMode } from "@idse/agent-routing";
import { builtOn, type Stage } from "@idse/pipeline-artifacts";
import { layout } from "@idse/project-workspace";
import type { Places } from "./Places.ts";
import type { ReadState } from "./Reading.ts";

export interface Work {
  readonly project: string;
  readonly session: string;
  /** The session it is built on; null where there is none. */
  readonly parent: string | null;
  readonly stage: Stage;
  /** Null where a person does it. */
  readonly mode: EffectiveMode | null;
  readonly states: ReadonlyArray<ReadState>;
}

/** What a stage is built on, in the order of reading: its upstream stages, then the parent's stage of its name. */
export const readFirst = ({ project, session, parent, stage }: Omit<Work, "mode" | "states">) => [
  ...builtOn(stage).map((kind) => ({ project, session, kind })),
  ...(parent === null ? [] : [{ project, session: parent, kind: stage }]),
];

/** Something to leave as it is. */
export interface Left {
  /** Said of it wherever documents are kept. */
  readonly what: string;
  /** Null where it is no path of the working tree, or not one. */
  readonly path: string | null;
  readonly because: string;
}

/** Changing it loosens what agents are held to. */
const forPeople = "for people to change";

export const leaveAlone = (work: Work, places: Places): ReadonlyArray<Left> => {
  const { project, session, parent, stage, mode, states } = work;
  const inFolder = (id: string, below: string): string | null => {
    const folder = places.folder(project, id);
    return folder === null ? null : `${folder}/${below}`;
  };
  const left = (what: string, path: string | null, because: string): Left => ({ what, path, because });
  return [
    ...(mode === "planning"
      ? [left("everything but stage documents", null, "planning mode writes no code")]
      : []),
    ...states.flatMap((state) =>
      state.signedOff === null || state.stage === stage
        ? []
        : [
            left(
              `the ${state.stage}`,
              places.path({ project, session, kind: state.stage }),
              `signed off by ${state.signedOff.by}`,
            ),
          ],
    ),
    ...(parent === null
      ? []
      : [
          left(
            `the documents of ${parent}`,
            inFolder(parent, ""),
            'another session; propose a change to it under "## Blueprint: TITLE" in your document',
          ),
        ]),
    left("the agent registry", places.path({ project, session: null, kind: "registry" }), forPeople),
    left("the constitution", layout.constitution, forPeople),
    left("the configuration", layout.config, forPeople),
    left(`the records of ${session}`, inFolder(session, "metadata/"), forPeople),
  ];
};

/** A sentence; `name` is what the document is called. */
export const definitionOfDone = (stage: Stage, check: string, name: string): string =>
  stage === "implementation"
    ? `What was built agrees with the spec, every task is done or said to be dropped, and ${check} names nothing in ${name}.`
    : `${check} names nothing in ${name}.`;
