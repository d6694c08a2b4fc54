/**
 * The ledger: all events of a project's claims, and what they come to. Events hang on each other by name, as commits
 * do, so the order of two branches that were merged is the same in every clone, and one that is gone is missed.
 */
import { type ClaimClass, type ClaimOrigin, type ClaimStatus, claimIdOf } from "./Claim.ts";
import { type ClaimEvent, type ClaimFile, type ClaimSource, readClaimFile } from "./ClaimEvent.ts";

export interface LedgerEvent {
  readonly name: string;
  readonly event: ClaimEvent;
}

export interface Claim {
  readonly id: string;
  readonly text: string;
  readonly classification: ClaimClass;
  readonly status: ClaimStatus;
  readonly origin: ClaimOrigin;
  /** Where it was found, the latest of each document. */
  readonly sources: ReadonlyArray<ClaimSource>;
  /** Oldest first. */
  readonly events: ReadonlyArray<LedgerEvent>;
  /** Null while it is active. */
  readonly ended: { readonly reason: string; readonly by: string; readonly at: string } | null;
  readonly supersededBy: string | null;
}

export type LedgerProblemCode =
  | "unreadable-event"
  | "edited-event"
  | "missing-event"
  | "unknown-claim"
  | "wrong-claim-id"
  | "two-classes"
  | "superseded-by-itself"
  | "unknown-successor"
  | "supersession-circle";

/** What is wrong with the ledger itself. */
export interface LedgerProblem {
  readonly code: LedgerProblemCode;
  /** The file it shows in. */
  readonly event: string;
  readonly claim: string | null;
  readonly line: number;
  readonly message: string;
}

export interface Ledger {
  /** In the order in which they were made. */
  readonly claims: ReadonlyArray<Claim>;
  readonly events: ReadonlyArray<LedgerEvent>;
  /** Names of the events that no other follows: what the next one follows. */
  readonly heads: ReadonlyArray<string>;
  readonly problems: ReadonlyArray<LedgerProblem>;
}

/** What the files come to, in whatever order they are given. */
export const readLedger = (files: ReadonlyArray<ClaimFile>): Ledger => {
  const problems: Array<LedgerProblem> = [];
  const read: Array<LedgerEvent> = [];
  for (const file of files.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const { name } = file;
    const found = readClaimFile(file);
    if (!found.ok) {
      const message = `This is no event of a claim: ${found.message}.`;
      problems.push({ code: "unreadable-event", event: name, claim: null, line: found.line, message });
      continue;
    }
    if (!found.intact) {
      const message = "The text is not the one that this file was written with.";
      problems.push({ code: "edited-event", event: name, claim: found.event.claim, line: 1, message });
    }
    read.push({ name, event: found.event });
  }
  const events = ordered(read);
  const known = new Set(files.map(({ name }) => name));
  const followed = new Set(events.flatMap(({ event }) => event.follows));
  for (const { name, event } of events) {
    for (const before of event.follows.filter((one) => !known.has(one))) {
      const message = `The event ${before}, which this one follows, is not here.`;
      problems.push({ code: "missing-event", event: name, claim: event.claim, line: 1, message });
    }
  }
  const claims = fold(events, problems);
  findCircles(claims, problems);
  return {
    claims,
    events,
    heads: events
      .map(({ name }) => name)
      .filter((name) => !followed.has(name))
      .toSorted(),
    problems,
  };
};

/** Each event behind those that it follows; among those that could be next, the first by name. */
const ordered = (events: ReadonlyArray<LedgerEvent>): ReadonlyArray<LedgerEvent> => {
  const here = new Set(events.map(({ name }) => name));
  const waiting = new Map(
    events.map(({ name, event }) => [name, new Set(event.follows.filter((one) => here.has(one)))]),
  );
  const followers = new Map<string, Array<string>>();
  for (const [name, before] of waiting) {
    for (const one of before) followers.set(one, [...(followers.get(one) ?? []), name]);
  }
  const byName = new Map(events.map((one) => [one.name, one]));
  const ready = new NameQueue(events.flatMap(({ name }) => (waiting.get(name)?.size === 0 ? [name] : [])));
  const sorted: Array<LedgerEvent> = [];
  for (let name = ready.take(); name !== undefined; name = ready.take()) {
    const one = byName.get(name);
    if (one !== undefined) sorted.push(one);
    waiting.delete(name);
    for (const next of followers.get(name) ?? []) {
      const before = waiting.get(next);
      if (before?.delete(name) === true && before.size === 0) ready.add(next);
    }
  }
  // Only files that were edited can go round in a circle; they are not dropped for it.
  return [...sorted, ...events.filter(({ name }) => waiting.has(name))];
};

/** Names of which the first by order is taken next. */
class NameQueue {
  readonly #names: Array<string>;

  constructor(names: ReadonlyArray<string>) {
    this.#names = names.toSorted().toReversed();
  }

  take(): string | undefined {
    return this.#names.pop();
  }

  add(name: string): void {
    let at = this.#names.length;
    while (at > 0 && (this.#names[at - 1] ?? "") < name) at--;
    this.#names.splice(at, 0, name);
  }
}

const fold = (events: ReadonlyArray<LedgerEvent>, problems: Array<LedgerProblem>): ReadonlyArray<Claim> => {
  const claims = new Map<string, Claim>();
  const made = new Set(
    events.flatMap(({ event }) =>
      event.event === "declared" || event.event === "promoted" ? [event.claim] : [],
    ),
  );
  const classes = new Map<string, LedgerProblem>();
  for (const one of events) {
    const { name, event } = one;
    const report = (code: LedgerProblemCode, message: string): void => {
      problems.push({ code, event: name, claim: event.claim, line: 1, message });
    };
    const claim = claims.get(event.claim);
    if (event.event === "declared" || event.event === "promoted") {
      if (claimIdOf(event.text) !== event.claim)
        report("wrong-claim-id", "The claim's id does not belong to its text.");
      if (isRevival(claim, event)) classes.delete(event.claim);
      else if (claim !== undefined && claim.classification !== event.classification) {
        const message = `It is kept as ${claim.classification}, and here as ${event.classification}.`;
        classes.set(event.claim, { code: "two-classes", event: name, claim: event.claim, line: 1, message });
      }
      claims.set(event.claim, madeOrMadeAgain(claim, one, event));
      continue;
    }
    if (event.event === "demoted" && event.superseded_by !== null) {
      if (event.superseded_by === event.claim)
        report("superseded-by-itself", "A claim cannot supersede itself.");
      else if (!made.has(event.superseded_by))
        report("unknown-successor", `No event makes the claim ${event.superseded_by}, which supersedes it.`);
    }
    if (claim === undefined)
      report("unknown-claim", `No event before this one makes the claim ${event.claim}.`);
    else claims.set(event.claim, changed(claim, one));
  }
  problems.push(...classes.values());
  return [...claims.values()];
};

type Making = Extract<ClaimEvent, { readonly text: string }>;

const isRevival = (claim: Claim | undefined, event: Making): boolean =>
  claim !== undefined && claim.status !== "active" && event.revives;

/** A second clone's making of the same claim is one more event. Only one that says so brings back what was taken back, on its own grounds. */
const madeOrMadeAgain = (claim: Claim | undefined, one: LedgerEvent, event: Making): Claim => {
  const origin: ClaimOrigin = event.event === "promoted" ? "converged" : "declared";
  if (claim === undefined || isRevival(claim, event)) {
    return {
      id: event.claim,
      text: event.text,
      classification: event.classification,
      status: "active",
      origin,
      sources: event.sources,
      events: [...(claim?.events ?? []), one],
      ended: null,
      supersededBy: null,
    };
  }
  const joined = { ...claim, events: [...claim.events, one], sources: latest(claim.sources, event.sources) };
  return origin === "converged" ? { ...joined, origin } : joined;
};

const changed = (claim: Claim, one: LedgerEvent): Claim => {
  const { event } = one;
  const events = [...claim.events, one];
  if (event.event === "reinforced")
    return { ...claim, events, sources: latest(claim.sources, event.sources) };
  if (event.event !== "demoted") return claim;
  const { reason, by, at, status } = event;
  return { ...claim, events, status, ended: { reason, by, at }, supersededBy: event.superseded_by };
};

const latest = (
  before: ReadonlyArray<ClaimSource>,
  added: ReadonlyArray<ClaimSource>,
): ReadonlyArray<ClaimSource> => {
  const key = ({ session, stage }: ClaimSource): string => `${session}/${stage}`;
  const renewed = new Set(added.map(key));
  return [...before.filter((one) => !renewed.has(key(one))), ...added];
};

/** Two branches may each let one claim supersede the other; merged, neither is in force and none says so. */
const findCircles = (claims: ReadonlyArray<Claim>, problems: Array<LedgerProblem>): void => {
  const byId = new Map(claims.map((one) => [one.id, one]));
  for (const claim of claims) {
    const seen = new Set([claim.id]);
    let next = claim.supersededBy;
    while (next !== null && !seen.has(next)) {
      seen.add(next);
      next = byId.get(next)?.supersededBy ?? null;
    }
    if (next !== claim.id || claim.supersededBy === claim.id) continue;
    problems.push({
      code: "supersession-circle",
      event: claim.events.at(-1)?.name ?? "",
      claim: claim.id,
      line: 1,
      message: "It is superseded by a claim that it supersedes itself, so neither is in force.",
    });
  }
};
