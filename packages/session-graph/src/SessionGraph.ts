/**
 * The sessions of a project as a graph: the blueprint, the features spawned from it, and theirs.
 * A session whose metadata cannot be read is a node like any other, with a problem. Cycles and
 * parents that are not there are facts, never exceptions.
 */
import type { SessionMetadata, SessionStatus, SessionType } from "@idse/pipeline-artifacts";

/** What the graph asks of a session's metadata. */
export type ListedMetadata = Pick<
  SessionMetadata,
  "name" | "session_type" | "parent_session" | "owner" | "tags" | "status" | "created_at"
>;

export interface SessionNode {
  readonly id: string;
  /** Null where there is none, or none that can be read. */
  readonly metadata: ListedMetadata | null;
  /** What is wrong with it, each as a sentence. */
  readonly problems: ReadonlyArray<string>;
}

export interface SessionFilter {
  readonly type?: SessionType;
  readonly status?: SessionStatus;
  readonly tag?: string;
  readonly owner?: string;
}

export interface SessionStatistics {
  readonly total: number;
  readonly blueprint: number;
  readonly feature: number;
  readonly exploratory: number;
  readonly orphaned: number;
  readonly withoutMetadata: number;
}

export class SessionGraph {
  readonly #nodes: ReadonlyMap<string, SessionNode>;
  readonly #children: ReadonlyMap<string, ReadonlyArray<string>>;

  constructor(nodes: ReadonlyArray<SessionNode>) {
    this.#nodes = new Map(nodes.map((node) => [node.id, node]));
    const children = new Map<string, Array<string>>();
    for (const node of this.sessions) {
      const parent = node.metadata?.parent_session;
      if (typeof parent !== "string") continue;
      const siblings = children.get(parent);
      if (siblings === undefined) children.set(parent, [node.id]);
      else siblings.push(node.id);
    }
    this.#children = children;
  }

  /** Newest first; those made at one time, and those without metadata, by id. */
  get sessions(): ReadonlyArray<SessionNode> {
    return [...this.#nodes.values()].sort((a, b) => {
      const [left, right] = [a.metadata?.created_at ?? "", b.metadata?.created_at ?? ""];
      if (left !== right) return left < right ? 1 : -1;
      return a.id < b.id ? -1 : 1;
    });
  }

  get(id: string): SessionNode | undefined {
    return this.#nodes.get(id);
  }

  parentOf(id: string): string | null {
    return this.#nodes.get(id)?.metadata?.parent_session ?? null;
  }

  childrenOf(id: string): ReadonlyArray<string> {
    return this.#children.get(id) ?? [];
  }

  /** From the parent up to the root; ends where a parent is missing or the line runs in a circle. */
  ancestorsOf(id: string): ReadonlyArray<string> {
    const line: Array<string> = [];
    const seen = new Set([id]);
    for (let next = this.parentOf(id); next !== null && !seen.has(next); next = this.parentOf(next)) {
      if (!this.#nodes.has(next)) break;
      seen.add(next);
      line.push(next);
    }
    return line;
  }

  /** Children, their children and so on, each once, nearest first. */
  descendantsOf(id: string): ReadonlyArray<string> {
    const found: Array<string> = [];
    const seen = new Set([id]);
    const pending = [...this.childrenOf(id)];
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      if (seen.has(next)) continue;
      seen.add(next);
      found.push(next);
      pending.push(...this.childrenOf(next));
    }
    return found;
  }

  /** Sessions that name a parent which is not there. */
  get orphans(): ReadonlyArray<string> {
    return this.sessions.filter((node) => this.isOrphan(node.id)).map((node) => node.id);
  }

  isOrphan(id: string): boolean {
    const parent = this.parentOf(id);
    return parent !== null && !this.#nodes.has(parent);
  }

  filter(filter: SessionFilter): ReadonlyArray<SessionNode> {
    return this.sessions.filter(
      ({ metadata }) =>
        (filter.type === undefined || metadata?.session_type === filter.type) &&
        (filter.status === undefined || metadata?.status === filter.status) &&
        (filter.owner === undefined || metadata?.owner === filter.owner) &&
        (filter.tag === undefined || metadata?.tags.includes(filter.tag) === true),
    );
  }

  get statistics(): SessionStatistics {
    const nodes = [...this.#nodes.values()];
    const ofType = (type: SessionType): number =>
      nodes.filter((node) => node.metadata?.session_type === type).length;
    return {
      total: nodes.length,
      blueprint: ofType("blueprint"),
      feature: ofType("feature"),
      exploratory: ofType("exploratory"),
      orphaned: this.orphans.length,
      withoutMetadata: nodes.filter((node) => node.metadata === null).length,
    };
  }
}
