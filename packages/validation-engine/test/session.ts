/** Sessions to validate, made from the shipped templates. */
import {
  ArtifactDocument,
  isUntouched,
  newDocument,
  openMarkersOf,
  type Stage,
  stageDefinition,
  stages,
} from "@idse/pipeline-artifacts";
import type { SessionFacts, SessionInput } from "../src/Input.ts";

export type Texts = Partial<Readonly<Record<Stage, string | null>>>;

const names = {
  project_name: "shop",
  session_id: "checkout",
  session_name: "Checkout",
  stack: "typescript",
  date: "2026-11-24",
};

export const freshText = (stage: Stage): string => newDocument(stage, names).content;

/** A document as a person leaves it: every marker answered, every task done. */
export const writtenText = (stage: Stage): string => {
  const document = new ArtifactDocument(freshText(stage));
  let text = document.text;
  for (const { range } of openMarkersOf(document).toReversed()) {
    text = `${text.slice(0, range.start.offset)}Written.${text.slice(range.end.offset)}`;
  }
  if (stage === "tasks") return text.replaceAll("- [ ]", "- [x]");
  return stage === "implementation" ? `${text.trimEnd()}\n\n- **X** (a.ts): b\n` : text;
};

export const writtenTexts: Texts = Object.fromEntries(stages.map((stage) => [stage, writtenText(stage)]));

/** A session of seven fresh documents, but for the texts given; null stands for a missing document. */
export const sessionWith = (
  texts: Texts = {},
  more: Partial<SessionInput> & Partial<SessionFacts> & { readonly claimed?: ReadonlyArray<Stage> } = {},
): SessionInput & { readonly facts: Partial<SessionFacts> } => {
  const { claimed = [], documents, metadata, project: named, session: id, ...facts } = more;
  const project = named ?? "shop";
  const session = id ?? "checkout";
  const folder = `.idse/projects/${project}/sessions/${session}`;
  return {
    project,
    session,
    documents:
      documents ??
      stages.map((stage) => {
        const text = texts[stage] === undefined ? freshText(stage) : texts[stage];
        return {
          stage,
          path: `${folder}/${stageDefinition(stage).path}`,
          document: text === null ? null : new ArtifactDocument(text),
          untouched: text !== null && isUntouched(stage, text, null),
          claimed: claimed.includes(stage),
        };
      }),
    metadata: metadata ?? { path: `${folder}/metadata/session.json`, problem: null },
    facts,
  };
};
