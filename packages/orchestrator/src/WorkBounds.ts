/** What bounds the work on one stage: the documents to read first, what is not to be touched, and when it is done. */
import type { EffectiveMode } from "@idse/agent-routing";
import { builtOn, type DocumentRef, type Stage } from "@idse/pipeline-artifacts";
import { layout, workspaceFolder } from "@idse/project-workspace";
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
  /** For people: a path, or what it is called. */
  readonly what: string;
  /** Null where it is no path of the working tree. */
  readonly path: string | null;
  readonly because: string;
}

/** Changing it loosens what agents are held to. */
const forPeople = "for people to change";

export const leaveAlone = (work: Work, places: Places): ReadonlyArray<Left> => {
  const { project, session, parent, stage, mode, states } = work;
  const leave = (ref: DocumentRef, because: string): Left => ({
    what: places.name(ref),
    path: places.path(ref),
    because,
  });
  const leavePath = (path: string, because: string): Left => ({ what: path, path, because });
  const folder = places.folder(project, session);
  return [
    ...(mode === "planning"
      ? [
          {
            what: folder === null ? "all files of the repository" : `all files outside ${workspaceFolder}/`,
            path: null,
            because: "planning mode writes documents only",
          },
        ]
      : []),
    ...states.flatMap((state) =>
      state.signedOff === null || state.stage === stage
        ? []
        : [leave({ project, session, kind: state.stage }, `signed off by ${state.signedOff.by}`)],
    ),
    ...(parent === null
      ? []
      : [
          {
            what: slashed(places.folder(project, parent)) ?? `the documents of ${parent}`,
            path: slashed(places.folder(project, parent)),
            because: 'another session; propose a change to it under "## Blueprint: TITLE" in your document',
          },
        ]),
    leave({ project, session: null, kind: "registry" }, forPeople),
    leavePath(layout.constitution, forPeople),
    leavePath(layout.config, forPeople),
    folder === null
      ? { what: `the records of ${session}`, path: null, because: forPeople }
      : leavePath(`${folder}/metadata/`, forPeople),
  ];
};

/** A folder told from a file. */
const slashed = (folder: string | null): string | null => (folder === null ? null : `${folder}/`);

/** A sentence; `name` is what the document is called. */
export const definitionOfDone = (stage: Stage, check: string, name: string): string =>
  stage === "implementation"
    ? `What was built agrees with the spec, every task is done or said to be dropped, and ${check} names nothing in ${name}.`
    : `${check} names nothing in ${name}.`;
