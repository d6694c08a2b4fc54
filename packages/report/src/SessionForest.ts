/** Sessions as trees: each below its parent, drawn from left to right, no line of parents walked twice. */

export interface ForestInput {
  readonly id: string;
  readonly parent: string | null;
}

export interface Placed {
  readonly id: string;
  /** Steps from a root. */
  readonly depth: number;
  /** In rows from the top; between two rows where a parent stands in the middle of an even number of children. */
  readonly row: number;
  /** Null of a root, also of one whose parent is not among the sessions. */
  readonly parent: string | null;
}

export interface Forest {
  /** Parents before their children, siblings by id. */
  readonly placed: ReadonlyArray<Placed>;
  readonly rows: number;
  readonly depth: number;
}

interface Open {
  readonly id: string;
  readonly depth: number;
  readonly parent: string | null;
}

const append = (groups: Map<string, Array<string>>, key: string, id: string): void => {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [id]);
  else group.push(id);
};

const byId = (one: string, other: string): number => (one < other ? -1 : 1);

export const forestOf = (sessions: ReadonlyArray<ForestInput>): Forest => {
  const ids = new Set(sessions.map((one) => one.id));
  const children = new Map<string, Array<string>>();
  const roots: Array<string> = [];
  for (const { id, parent } of sessions) {
    if (parent === null || parent === id || !ids.has(parent)) roots.push(id);
    else append(children, parent, id);
  }
  const found = new Map<string, Open>();
  const walk = (root: string): void => {
    const pending: Array<Open> = [{ id: root, depth: 0, parent: null }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (found.has(next.id)) continue;
      found.set(next.id, next);
      for (const id of [...(children.get(next.id) ?? [])].sort(byId).reverse())
        pending.push({ id, depth: next.depth + 1, parent: next.id });
    }
  };
  for (const root of roots.sort(byId)) walk(root);
  // Those whose parents run in a circle have no root; the first by id is taken for one.
  for (const { id } of [...sessions].sort((one, other) => byId(one.id, other.id)))
    if (!found.has(id)) walk(id);
  return placedIn([...found.values()]);
};

/** With more rows a parent stands beside its first child, or it would be out of sight. */
const tallest = 40;

const placedIn = (order: ReadonlyArray<Open>): Forest => {
  const below = new Map<string, Array<string>>();
  for (const { id, parent } of order) if (parent !== null) append(below, parent, id);
  const row = new Map<string, number>();
  let rows = 0;
  for (const { id } of order) if (!below.has(id)) row.set(id, rows++);
  // Backwards every child comes before its parent.
  for (const { id } of order.toReversed()) {
    const own = below.get(id);
    if (own === undefined) continue;
    const first = row.get(own[0] ?? "") ?? 0;
    const last = row.get(own.at(-1) ?? "") ?? first;
    row.set(id, rows > tallest ? first : (first + last) / 2);
  }
  return {
    placed: order.map((one) => ({ ...one, row: row.get(one.id) ?? 0 })),
    rows,
    depth: order.reduce((most, one) => Math.max(most, one.depth), 0),
  };
};
