/**
 * The form of an example. One document is a file of its own, named for its stage. A session is one file: a
 * line `<!-- document: spec -->` opens each document; behind the stage, `missing` says that there is none,
 * `unreadable: why` that it cannot be read, and `repeated 2000 times` spares the reader a long one. Above the first document stand the facts, as JSON in a
 * comment, and announcements of findings that lie in no document.
 */
import type { RuleSet, Waiver } from "@idse/constitution-rules";
import {
  ArtifactDocument,
  isStage,
  isUntouched,
  type Stage,
  stageDefinition,
} from "@idse/pipeline-artifacts";
import type {
  DocumentInput,
  MetadataFact,
  OverlapFact,
  SessionFacts,
  SignOffFact,
  ValidationInput,
} from "../src/Input.ts";

/** Everything may be left out, and then nothing is known. */
interface Facts {
  readonly today?: string;
  readonly signOffs?: Partial<Record<Stage, SignOffFact>>;
  readonly metadata?: MetadataFact["problem"];
  readonly danglingPointer?: SessionFacts["danglingPointer"];
  readonly legacyPaths?: SessionFacts["legacyPaths"];
  readonly strayDocuments?: SessionFacts["strayDocuments"];
  readonly syncConflicts?: SessionFacts["syncConflicts"];
  /** Paths at which nothing lies. */
  readonly missing?: ReadonlyArray<string>;
  /** What other sessions define, by `project/session`; one that is not named cannot be seen. */
  readonly defines?: Readonly<Record<string, ReadonlyArray<string>>>;
  readonly parentDrift?: SessionFacts["parentDrift"];
  readonly overlaps?: ReadonlyArray<
    Omit<OverlapFact, "at" | "more" | "changedBy"> & {
      readonly at: { readonly stage: Stage; readonly line: number };
    }
  >;
  readonly claims?: SessionFacts["claims"];
  readonly waivers?: ReadonlyArray<Omit<Waiver, "until" | "line"> & { readonly until?: string }>;
}

const factNames: ReadonlyArray<keyof Facts> = [
  "today",
  "signOffs",
  "metadata",
  "danglingPointer",
  "legacyPaths",
  "strayDocuments",
  "syncConflicts",
  "missing",
  "defines",
  "parentDrift",
  "overlaps",
  "claims",
  "waivers",
];

const readFacts = (json: string): Facts => {
  const facts: Facts = JSON.parse(json);
  const stranger = Object.keys(facts).find((name) => !(factNames as ReadonlyArray<string>).includes(name));
  if (stranger !== undefined) throw new Error(`no fact is called ${stranger}`);
  return facts;
};

export interface Example {
  readonly input: ValidationInput;
  /** `stage line rule`, with `-` for what lies in no document. */
  readonly announced: ReadonlyArray<string>;
}

const announcement = /<!-- ! (\S+) -->/g;
const divider = /^<!-- document: ([a-z]+)(?: (missing)| unreadable: (.+?)| repeated (\d+) times)? -->/;
const folder = ".idse/projects/shop/sessions/checkout";

interface Part {
  readonly stage: Stage;
  readonly text: string | null;
  readonly problem: string | null;
  readonly announced: ReadonlyArray<string>;
}

const announcedIn = (lines: ReadonlyArray<string>, at: (line: number) => string): ReadonlyArray<string> =>
  lines.flatMap((line, index) =>
    Array.from(line.matchAll(announcement), (match) => `${at(index + 1)} ${match[1]}`),
  );

const partOf = (lines: ReadonlyArray<string>): Part => {
  const [opening = "", ...rest] = lines;
  const [, name = "", missing, problem, times] = divider.exec(opening) ?? [];
  if (!isStage(name)) throw new Error(`no stage is called ${name}`);
  if (missing !== undefined || problem !== undefined) {
    const announced = announcedIn([opening], () => `${name} ${problem === undefined ? "-" : 1}`);
    return { stage: name, text: null, problem: problem ?? null, announced };
  }
  const text = rest.map((line) => `${line}\n`).join("");
  return {
    stage: name,
    text: text.repeat(Number(times ?? 1)),
    problem: null,
    announced: announcedIn(rest, (line) => `${name} ${line}`),
  };
};

const documentOf = ({ stage, text, problem }: Part, facts: Facts): DocumentInput => ({
  stage,
  path: `${folder}/${stageDefinition(stage).path}`,
  document: text === null ? null : new ArtifactDocument(text),
  problem,
  untouched: text !== null && isUntouched(stage, text, null),
  claimed: true,
  signOff: facts.signOffs?.[stage] ?? null,
});

const sessionFacts = (facts: Facts): SessionFacts => ({
  legacyPaths: facts.legacyPaths ?? [],
  strayDocuments: facts.strayDocuments ?? [],
  syncConflicts: facts.syncConflicts ?? [],
  danglingPointer: facts.danglingPointer ?? null,
  exists: (path) => facts.missing?.includes(path) !== true,
  defines: (project, session, identifier) =>
    facts.defines?.[`${project}/${session}`]?.includes(identifier) ?? null,
  parentDrift: facts.parentDrift ?? [],
  overlaps: (facts.overlaps ?? []).map((one) => ({
    more: 0,
    changedBy: [],
    ...one,
    at: { ...one.at, path: `${folder}/${stageDefinition(one.at.stage).path}`, column: 1 },
  })),
  claims: facts.claims ?? [],
});

export const readExample = (path: string, text: string, ruleSet: RuleSet): Example => {
  const [, of = ""] = /\/(?:bad|good)-([a-z]+)-[^/]*$/.exec(path) ?? [];
  const whole = of === "session" ? text : `<!-- document: ${of} -->\n${text}`;
  const lines = whole.replace(/\n$/, "").split("\n");
  const opens = lines.flatMap((line, index) => (divider.test(line) ? [index] : []));
  const parts = opens.map((at, index) => partOf(lines.slice(at, opens[index + 1])));
  const head = lines.slice(0, opens[0]);
  const [, json = "{}"] = /<!-- facts: ([\s\S]*?) -->/.exec(head.join("\n")) ?? [];
  const facts = readFacts(json);
  return {
    announced: [...announcedIn(head, () => "- -"), ...parts.flatMap((one) => one.announced)],
    input: {
      ruleSet,
      sessions: [
        {
          project: "shop",
          session: "checkout",
          documents: parts.map((part) => documentOf(part, facts)),
          metadata: { path: `${folder}/metadata/session.json`, problem: facts.metadata ?? null },
          facts: sessionFacts(facts),
        },
      ],
      ...(facts.today === undefined ? {} : { today: facts.today }),
      waivers: (facts.waivers ?? []).map(({ until, ...one }, index) => ({
        ...one,
        until: until ?? null,
        line: index + 2,
      })),
      waiverPath: ".idse/constitution.json",
      complete: true,
    },
  };
};
