import type { IdentifierKind, IdentifierScheme } from "@idse/pipeline-artifacts";
import {
  type IdentifiedInput,
  type SessionDefinition,
  type SessionIdentifiers,
  sessionIdentifiers,
} from "../SessionIdentifiers.ts";
import type {
  CodePlace,
  ImplementationEntry,
  Missing,
  Trace,
  TraceGap,
  TraceItem,
  TraceRow,
} from "./Trace.ts";

export interface TraceOptions {
  /** Places in code that name identifiers of this session; absent: no code was looked at. */
  readonly code?: ReadonlyArray<CodePlace>;
}

/**
 * The documents of one session as a trace. A document that is missing or as its template left it is not
 * asked for anything: before the tasks are begun, no requirement lacks a task.
 */
export const traceOf = (
  documents: ReadonlyArray<IdentifiedInput>,
  scheme: IdentifierScheme,
  { code }: TraceOptions = {},
): Trace => {
  const known = sessionIdentifiers(documents, scheme);
  const chain = chainOf(known, code ?? []);
  const rows = [...known.asked("requirement").map((one) => chain.rowOf(one.id)), ...chain.looseRows()];
  return {
    items: known.definitions.filter((one) => known.definitionOf(one.id) === one).map(itemOf),
    rows,
    gaps: gapsOf(known, chain, code ?? null),
  };
};

const itemOf = (one: SessionDefinition): TraceItem => ({
  id: one.id,
  kind: one.kind,
  stage: one.stage,
  path: one.path,
  line: one.range.start.line,
  column: one.range.start.column,
  title: one.title,
  checked: one.checked,
  dropped: one.dropped,
});

/** What hangs on what. */
interface Chain {
  readonly tied: (id: string, kind: IdentifierKind) => ReadonlyArray<string>;
  readonly rowOf: (requirement: string) => TraceRow;
  /** For what belongs to no requirement. */
  readonly looseRows: () => ReadonlyArray<TraceRow>;
}

const chainOf = (known: SessionIdentifiers, code: ReadonlyArray<CodePlace>): Chain => {
  const order = new Map(known.definitions.map(({ id }, index) => [id, index]));
  const inOrder = (ids: Iterable<string>): ReadonlyArray<string> =>
    [...new Set(ids)].toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  const tied: Chain["tied"] = (id, kind) =>
    inOrder(
      [...known.tiedTo(id)].filter((other) => {
        const one = known.definitionOf(other);
        return one?.kind === kind && !one.dropped;
      }),
    );
  const entries = byIds(implementationEntries(known), (one) => one.ids);
  const places = byIds(code, (one) => [one.id]);
  /** Tasks of the requirement itself and of its criteria. */
  const tasksOf = (id: string): ReadonlyArray<string> =>
    inOrder([id, ...tied(id, "criterion")].flatMap((one) => tied(one, "task")));
  const carried = (ids: ReadonlyArray<string>): Pick<TraceRow, "implementation" | "code"> => ({
    implementation: entries(ids),
    code: places(ids),
  });
  const loose = (own: string, row: Partial<TraceRow>): TraceRow => ({
    requirement: null,
    successCriteria: [],
    criteria: [],
    tasks: [],
    ...carried([own, ...(row.tasks ?? [])]),
    ...row,
  });
  const rows = new Map<string, TraceRow>();
  return {
    tied,
    rowOf: (requirement) => {
      const ready = rows.get(requirement);
      if (ready !== undefined) return ready;
      const criteria = tied(requirement, "criterion");
      const tasks = tasksOf(requirement);
      const row = {
        requirement,
        successCriteria: tied(requirement, "success-criterion"),
        criteria,
        tasks,
        ...carried([requirement, ...criteria, ...tasks]),
      };
      rows.set(requirement, row);
      return row;
    },
    looseRows: () => {
      const without = (kind: IdentifierKind, kinds: ReadonlyArray<IdentifierKind>) =>
        known.asked(kind).filter(({ id }) => kinds.every((other) => tied(id, other).length === 0));
      return [
        ...without("success-criterion", ["requirement"]).map(({ id }) =>
          loose(id, { successCriteria: [id] }),
        ),
        ...without("criterion", ["requirement"]).map(({ id }) =>
          loose(id, { criteria: [id], tasks: tied(id, "task") }),
        ),
        ...without("task", ["requirement", "criterion"]).map(({ id }) => loose(id, { tasks: [id] })),
      ];
    },
  };
};

/** A way to ask which of some things, in their order, name any of several identifiers. */
const byIds = <A>(
  things: ReadonlyArray<A>,
  idsOf: (thing: A) => ReadonlyArray<string>,
): ((ids: ReadonlyArray<string>) => ReadonlyArray<A>) => {
  const indices = new Map<string, Array<number>>();
  things.forEach((thing, index) => {
    for (const id of idsOf(thing)) {
      const known = indices.get(id);
      if (known === undefined) indices.set(id, [index]);
      else known.push(index);
    }
  });
  return (ids) =>
    [...new Set(ids.flatMap((id) => indices.get(id) ?? []))]
      .sort((a, b) => a - b)
      .flatMap((index) => things[index] ?? []);
};

/** The blocks of the implementation that name anything, each once. */
const implementationEntries = (known: SessionIdentifiers): ReadonlyArray<ImplementationEntry> => {
  const blocks = new Map<number, { readonly entry: ImplementationEntry; readonly ids: Set<string> }>();
  const document = known.documents.find((one) => one.stage === "implementation");
  if (document === undefined) return [];
  const { path } = document;
  for (const { id, block, text } of document.references) {
    const seen = blocks.get(block.start.offset);
    if (seen !== undefined) {
      seen.ids.add(id);
      continue;
    }
    const entry = { path, line: block.start.line, text, ids: [] };
    blocks.set(block.start.offset, { entry, ids: new Set([id]) });
  }
  return [...blocks.values()].map(({ entry, ids }) => ({ ...entry, ids: [...ids] }));
};

const gapsOf = (
  known: SessionIdentifiers,
  chain: Chain,
  code: ReadonlyArray<CodePlace> | null,
): ReadonlyArray<TraceGap> => {
  const [inSpec, inTasks] = [known.namedIn("spec"), known.namedIn("tasks")];
  const isServed = ({ id }: SessionDefinition) => inSpec.has(id) || chain.tied(id, "requirement").length > 0;
  // Many specifications do not number their way back; one that does is held to it.
  const asksForSuccess = known.asked("success-criterion").some(isServed);
  const missingOf = (one: SessionDefinition): ReadonlyArray<Missing> => {
    const { id, kind } = one;
    const lacks = (...kinds: ReadonlyArray<IdentifierKind>) =>
      kinds.every((other) => chain.tied(id, other).length === 0);
    switch (kind) {
      case "success-criterion":
        return asksForSuccess && !isServed(one) ? ["requirement"] : [];
      case "criterion":
      case "task":
        return lacks("requirement", ...(kind === "task" ? (["criterion"] as const) : []))
          ? ["requirement"]
          : [];
      case "requirement": {
        const row = chain.rowOf(id);
        const missing: Array<Missing> = [];
        if (row.criteria.length === 0) missing.push("criterion");
        // The tasks may say in a sentence why there is none.
        if (known.isBegun("tasks") && row.tasks.length === 0 && !inTasks.has(id)) missing.push("task");
        if (known.isBegun("implementation") && row.implementation.length === 0)
          missing.push("implementation");
        if (code !== null && row.code.length === 0) missing.push("code");
        return missing;
      }
      default:
        return [];
    }
  };
  const inDocuments = known.definitions
    .filter((one) => !one.dropped && known.definitionOf(one.id) === one)
    .flatMap((one) =>
      missingOf(one).map((missing): TraceGap => {
        const { id, kind, stage, path, line, column, title } = itemOf(one);
        return { id, kind, missing, stage, path, line, column, title };
      }),
    );
  const inCode = (code ?? [])
    .filter(({ id }) => known.definitionOf(id) === undefined)
    .map(
      ({ id, kind, path, line, column }): TraceGap => ({
        id,
        kind,
        missing: "definition",
        stage: null,
        path,
        line,
        column,
        title: "",
      }),
    );
  return [...inDocuments, ...inCode];
};
