/**
 * A reading as it is kept on disk: the same facts, with all left out that project, session, stage and rule
 * tell anyway. With ten thousand sessions most of a command's time would go into reading the rest.
 */
import { articleOfRule, type Finding, type Rule } from "@idse/constitution-rules";
import { type Stage, stages } from "@idse/pipeline-artifacts";
import { pathOf } from "@idse/project-workspace";
import type { Examination } from "@idse/validation-engine";
import type { ReadState, SessionHead, SessionReading } from "./Reading.ts";

type KeptFinding = readonly [
  rule: string,
  open: 0 | 1,
  stage: number,
  line: number | null,
  column: number | null,
  endLine: number | null,
  endColumn: number | null,
  message: string,
  hint: string | null,
  fingerprint: string,
  fix: Finding["fix"],
];

const statuses = ["missing", "pending", "in_progress", "completed", "stale"] as const;

/** A number alone where nobody signed. */
type KeptState =
  | number
  | readonly [
      status: number,
      signedOff: ReadState["signedOff"],
      edited: boolean,
      staleBecause: ReadState["staleBecause"],
    ];

type Extracts = Pick<Examination, "waivers" | "links" | "references" | "proposals">;
type WithoutPath<A> = { readonly [K in keyof A]: ReadonlyArray<Omit<KeptOf<A[K]>, "path">> };
type KeptOf<A> = A extends ReadonlyArray<infer B> ? B : never;

type Kept = readonly [
  head:
    | readonly [
        SessionHead["name"],
        SessionHead["session_type"],
        SessionHead["parent_session"],
        SessionHead["owner"],
        SessionHead["tags"],
        SessionHead["status"],
        SessionHead["created_at"],
      ]
    | null,
  notes: SessionReading["notes"],
  /** Present, untouched and claimed as bits, in stage order. */
  documents: ReadonlyArray<number>,
  metadata: Examination["metadata"] | 0,
  findings: ReadonlyArray<KeptFinding>,
  definitions: Examination["definitions"],
  extracts: WithoutPath<Extracts> | 0,
  states: ReadonlyArray<KeptState>,
  markers: ReadonlyArray<number>,
  sections: SessionReading["sections"],
  base: ReadonlyArray<string | null> | null,
];

const bits = ({ present, untouched, claimed }: Examination["documents"][number]): number =>
  (present ? 1 : 0) + (untouched ? 2 : 0) + (claimed ? 4 : 0);

/** Null where a reading cannot be told in short, as where a finding lies elsewhere than its stage's document. */
export const encodeReading = (reading: SessionReading): string | null => {
  const { project, id, head, examination, base } = reading;
  const { documents, metadata, findings, definitions, waivers, links, references, proposals } = examination;
  const paths = pathsOf(project, id);
  const placed = [...documents, ...findings, ...waivers, ...links, ...references, ...proposals];
  if (placed.some((one) => one.stage === null || one.path !== paths.get(one.stage))) return null;
  if (documents.some((one, index) => one.stage !== stages[index])) return null;
  const bare = waivers.length + links.length + references.length + proposals.length === 0;
  const kept: Kept = [
    head === null
      ? null
      : [
          head.name,
          head.session_type,
          head.parent_session,
          head.owner,
          head.tags,
          head.status,
          head.created_at,
        ],
    reading.notes,
    documents.map(bits),
    metadata.path === "" && metadata.problem === null ? 0 : metadata,
    findings.map(keptFinding),
    definitions,
    bare
      ? 0
      : {
          waivers: waivers.map(withoutPath),
          links: links.map(withoutPath),
          references: references.map(withoutPath),
          proposals: proposals.map(withoutPath),
        },
    reading.states.map(keptState),
    reading.markers,
    reading.sections,
    base === null ? null : stages.map((stage) => base[stage]),
  ];
  return JSON.stringify(kept);
};

const withoutPath = <A extends { readonly path: string }>({ path: _path, ...rest }: A): Omit<A, "path"> =>
  rest;

const pathsOf = (project: string, session: string): ReadonlyMap<Stage, string> =>
  new Map(stages.map((stage) => [stage, pathOf({ project, session, kind: stage })]));

const keptFinding = (one: Finding): KeptFinding => [
  one.rule,
  one.category === "open" ? 1 : 0,
  one.stage === null ? -1 : stages.indexOf(one.stage),
  one.line,
  one.column,
  one.endLine,
  one.endColumn,
  one.message,
  one.hint,
  one.fingerprint,
  one.fix,
];

const keptState = (one: ReadState): KeptState => {
  const status = statuses.indexOf(one.status);
  return one.signedOff === null && !one.editedSinceSignOff && one.staleBecause.length === 0
    ? status
    : [status, one.signedOff, one.editedSinceSignOff, one.staleBecause];
};

/**
 * `text` is what `encodeReading` gave under the same rules, and its own header says so; of anything else the
 * caller has to make sure before. Throws a `SyntaxError` where it was cut off.
 */
export const decodeReading = (
  project: string,
  id: string,
  text: string,
  rules: ReadonlyMap<string, Rule>,
): SessionReading => {
  const [head, notes, documents, metadata, findings, definitions, extracts, states, markers, sections, base] =
    JSON.parse(text) as Kept;
  const path = (stage: Stage): string => pathOf({ project, session: id, kind: stage });
  const placed = <A extends { readonly stage: Stage }>(
    list: ReadonlyArray<A>,
  ): ReadonlyArray<A & { readonly path: string }> => list.map((one) => ({ ...one, path: path(one.stage) }));
  return {
    project,
    id,
    head:
      head === null
        ? null
        : {
            name: head[0],
            session_type: head[1],
            parent_session: head[2],
            owner: head[3],
            tags: head[4],
            status: head[5],
            created_at: head[6],
          },
    notes,
    examination: {
      project,
      session: id,
      documents: stages.map((stage, index) => {
        const flags = documents[index] ?? 0;
        return {
          stage,
          path: path(stage),
          present: (flags & 1) !== 0,
          untouched: (flags & 2) !== 0,
          claimed: (flags & 4) !== 0,
        };
      }),
      metadata: metadata === 0 ? { path: "", problem: null } : metadata,
      findings: findings.map((one) => findingOf(project, id, one, rules, path)),
      definitions,
      waivers: extracts === 0 ? [] : placed(extracts.waivers),
      links: extracts === 0 ? [] : placed(extracts.links),
      references: extracts === 0 ? [] : placed(extracts.references),
      proposals: extracts === 0 ? [] : placed(extracts.proposals),
    },
    states: states.map(stateOf),
    markers,
    sections,
    base: base === null ? null : baseOf(base),
  };
};

const findingOf = (
  project: string,
  session: string,
  [id, open, stageIndex, line, column, endLine, endColumn, message, hint, fingerprint, fix]: KeptFinding,
  rules: ReadonlyMap<string, Rule>,
  path: (stage: Stage) => string,
): Finding => {
  const rule = rules.get(id);
  const stage = stages[stageIndex];
  if (rule === undefined || stage === undefined) throw new SyntaxError(`no rule ${id}`);
  return {
    rule: id,
    article: articleOfRule(rule),
    severity: rule.severity,
    category: open === 1 ? "open" : "violation",
    project,
    session,
    stage,
    path: path(stage),
    line,
    column,
    endLine,
    endColumn,
    message,
    hint,
    fingerprint,
    waiver: null,
    baselined: false,
    fix,
  };
};

const stateOf = (kept: KeptState, index: number): ReadState => {
  const stage = stages[index] ?? "intent";
  const [status, signedOff, editedSinceSignOff, staleBecause] =
    typeof kept === "number" ? ([kept, null, false, []] as const) : kept;
  return { stage, status: statuses[status] ?? "missing", signedOff, editedSinceSignOff, staleBecause };
};

const baseOf = (digests: ReadonlyArray<string | null>): NonNullable<SessionReading["base"]> => {
  const [intent, context, spec, plan, tasks, implementation, feedback] = digests;
  return {
    intent: intent ?? null,
    context: context ?? null,
    spec: spec ?? null,
    plan: plan ?? null,
    tasks: tasks ?? null,
    implementation: implementation ?? null,
    feedback: feedback ?? null,
  };
};
