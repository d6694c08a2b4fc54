/**
 * Clients, their clones, one remote, and everything that goes wrong between them. After each command it is
 * asked whether an edit is lost; in the end, with faults over and conflicts decided, whether all agree.
 */
import {
  type Change,
  DesignStore,
  type DesignStoreService,
  type DocumentHead,
  makeMemory,
  type NonEmpty,
  newOperation,
  type StoredDocument,
  Unavailable,
} from "@idse/design-store";
import type { FilePrimitivesService, ProcessFacts, ProcessIdentityService } from "@idse/durable-files";
import { type DocumentRef, digestOf, refKey } from "@idse/pipeline-artifacts";
import * as Cause from "effect/Cause";
import * as Clock from "effect/Clock";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import type * as Layer from "effect/Layer";
import {
  applySync,
  conflictTexts,
  keptConflicts,
  keptText,
  planSync,
  resolveConflict,
  type SyncDirection,
  type SyncPlan,
  type SyncRequest,
  type SyncSides,
  type SyncState,
  trashed,
} from "../../src/index.ts";
import type { Command, Faults, Program } from "./commands.ts";
import { documents, edited, marksIn, plainText, united } from "./documents.ts";
import { Killed, memoryFiles, watchedFiles } from "./memoryFiles.ts";

const unavailable = new Unavailable({ store: "model", operation: "any", message: "No answer." });

/** What the model found wrong. */
export class Broken extends Error {}

/** How often things went wrong on purpose. */
export interface Tally {
  runs: number;
  syncs: number;
  crashes: number;
  lostAnswers: number;
  lateRequests: number;
  conflicts: number;
}

export const emptyTally = (): Tally => ({
  runs: 0,
  syncs: 0,
  crashes: 0,
  lostAnswers: 0,
  lateRequests: 0,
  conflicts: 0,
});

/** A way to break the engine from outside: what it is given, or what it planned, is bent. */
export interface Mutant {
  readonly remote?: (remote: DesignStoreService, state: SyncState) => DesignStoreService;
  readonly local?: (local: DesignStoreService) => DesignStoreService;
  readonly plan?: (plan: SyncPlan) => SyncPlan;
}

/** Where a client works and where its clone keeps its state: memory, or a disk. */
export interface Ground {
  /** As one process sees it; the files of one that may be killed are watched. */
  readonly local: (
    client: number,
    identity: ProcessIdentityService,
    watch: (files: FilePrimitivesService) => FilePrimitivesService,
  ) => DesignStoreService;
  readonly files: FilePrimitivesService;
  readonly folder: (clone: number) => string;
}

let processes = 0;
const alive = new Set<number>();

/** A process of the model: it is alive until it is killed or ends. */
export const modelProcess = (): ProcessIdentityService => {
  processes += 1;
  const self: ProcessFacts = { pid: processes, host: "model", boot: null, startedAt: null };
  alive.add(self.pid);
  return { self, isAlive: ({ pid }) => alive.has(pid) };
};

export const storeOf = <E>(layer: Layer.Layer<DesignStore, E>): DesignStoreService =>
  Effect.runSync(
    Effect.provide(
      DesignStore.use((store) => Effect.succeed(store)),
      layer,
    ),
  );

export const memoryGround = (): Ground => {
  const stores = new Map<number, DesignStoreService>();
  return {
    local: (client) => {
      const store = stores.get(client) ?? Effect.runSync(makeMemory);
      stores.set(client, store);
      return store;
    },
    files: memoryFiles(),
    folder: (clone) => `/clone-${clone}/sync`,
  };
};

type Texts = ReadonlyMap<string, string>;

interface Client {
  readonly index: number;
  readonly clone: number;
  /** Without faults, for the person at work. */
  readonly store: DesignStoreService;
  /** What git keeps on other branches. */
  readonly branches: Array<Texts>;
  /** Texts this client had, oldest first, by document. */
  readonly past: Map<string, Array<string>>;
  readonly removed: Set<string>;
  readonly reverts: Map<string, string>;
}

const scope = { project: "p" };
const settledActions = new Set(["nothing", "refuse", "conflict"]);

const read = (store: DesignStoreService): Texts =>
  new Map(
    Effect.runSync(store.get(documents)).flatMap((found) =>
      found._tag === "StoredDocument" ? [[refKey(found.ref), found.content] as const] : [],
    ),
  );

const find = (store: DesignStoreService, ref: DocumentRef): StoredDocument | undefined => {
  const [found] = Effect.runSync(store.get([ref]));
  return found?._tag === "StoredDocument" ? found : undefined;
};

/** As somebody does who writes without looking: an editor, git, a person on a page. */
const set = (store: DesignStoreService, ref: DocumentRef, content: string | null): void => {
  const found = find(store, ref);
  if (content === null && found === undefined) return;
  const expect = found === undefined ? ("absent" as const) : { revision: found.revision };
  const change: Change =
    content === null
      ? { _tag: "Remove", ref, expect: { revision: found?.revision ?? "" } }
      : { _tag: "Put", ref, content, expect };
  Effect.runSync(store.commit([change], newOperation()));
};

const pick = <A>(all: ReadonlyArray<A>, index: number): A => all[index % all.length] as A;

export class World {
  readonly #ground: Ground;
  readonly #mutant: Mutant;
  readonly #tally: Tally;
  readonly #clients: ReadonlyArray<Client>;
  readonly #remote: DesignStoreService = Effect.runSync(makeMemory);
  /** Edits, by mark, that nobody took out again after seeing them. */
  readonly #living = new Set<string>();
  /** Documents that somebody removed by intention. */
  readonly #removable = new Set<string>();
  readonly #late: Array<() => void> = [];
  #marks = 0;
  #docs = documents.length;
  #busy = new Set<number>();
  #hadPartial = false;

  constructor(clones: ReadonlyArray<number>, ground: Ground, tally: Tally, mutant: Mutant = {}) {
    this.#ground = ground;
    this.#mutant = mutant;
    this.#tally = tally;
    this.#clients = clones.map((clone, index) => ({
      index,
      clone,
      store: ground.local(index, modelProcess(), (files) => files),
      branches: [],
      past: new Map(),
      removed: new Set(),
      reverts: new Map(),
    }));
  }

  run({ commands, docs }: Program): void {
    this.#docs = docs;
    this.#tally.runs += 1;
    const { stackTraceLimit } = Error;
    // Failures are values here, by the thousand.
    Error.stackTraceLimit = 0;
    try {
      for (const command of commands) {
        this.#step(command);
        this.#checkNothingLost(JSON.stringify(command));
      }
      this.#converge();
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  }

  #step(command: Command): void {
    const client = "client" in command ? pick(this.#clients, command.client) : undefined;
    const ref = "doc" in command ? pick(documents, command.doc % this.#docs) : undefined;
    if (command._tag === "Deliver") for (const deliver of this.#late.splice(0)) deliver();
    if (command._tag === "Human" && ref !== undefined) this.#human(ref, command);
    if (client === undefined) return;
    if (command._tag === "Sync") this.#sync(client, command);
    if (command._tag === "Switch") this.#switch(client, command.to);
    if (ref === undefined) return;
    if (command._tag === "Edit") this.#edit(client.store, ref, command.kind, command.at, client);
    if (command._tag === "Create") this.#create(client.store, ref, command.which, client);
    if (command._tag === "Remove") this.#remove(client, ref);
    if (command._tag === "Lose") this.#lose(client, ref);
    if (command._tag === "Revert") this.#revert(client, ref, command.to);
    if (command._tag === "Resolve") this.#resolve(client, ref, command.how);
    this.#remember(client);
  }

  #remember(client: Client): void {
    for (const [key, text] of read(client.store)) {
      const past = client.past.get(key) ?? [];
      if (past.at(-1) !== text) client.past.set(key, [...past, text]);
    }
  }

  /** Somebody saw `before` and made `after` of it: what he took out is not lost. */
  #seen(before: string | null | undefined, after: string | null): void {
    const kept = new Set(marksIn(after ?? ""));
    for (const mark of marksIn(before ?? "")) if (!kept.has(mark)) this.#living.delete(mark);
  }

  #edit(
    store: DesignStoreService,
    ref: DocumentRef,
    kind: Parameters<typeof edited>[2],
    at: number,
    client?: Client,
  ): void {
    const found = find(store, ref);
    this.#marks += 1;
    const mark = `v${this.#marks}`;
    const after = edited(ref, found?.content ?? plainText(ref, 0), kind, at, mark);
    set(store, ref, after);
    this.#seen(found?.content ?? this.#last(client, ref), after);
    if (marksIn(after).includes(mark)) this.#living.add(mark);
  }

  #create(store: DesignStoreService, ref: DocumentRef, which: number, client?: Client): void {
    if (find(store, ref) !== undefined) return;
    set(store, ref, plainText(ref, which));
    this.#seen(this.#last(client, ref), plainText(ref, which));
  }

  /** Who writes a document anew that he had before knows what stood in it. */
  #last(client: Client | undefined, ref: DocumentRef): string | undefined {
    return client?.past.get(refKey(ref))?.at(-1);
  }

  #human(ref: DocumentRef, { kind, at }: Extract<Command, { readonly _tag: "Human" }>): void {
    if (kind === "create") this.#create(this.#remote, ref, at % 2);
    else if (kind === "remove") {
      this.#seen(find(this.#remote, ref)?.content, null);
      this.#removable.add(refKey(ref));
      set(this.#remote, ref, null);
    } else this.#edit(this.#remote, ref, kind, at);
  }

  #remove(client: Client, ref: DocumentRef): void {
    const found = find(client.store, ref);
    if (found === undefined) return;
    this.#seen(found.content, null);
    this.#removable.add(refKey(ref));
    client.removed.add(refKey(ref));
    set(client.store, ref, null);
  }

  /** The file goes by accident; an edit that stood nowhere else goes with it. */
  #lose(client: Client, ref: DocumentRef): void {
    set(client.store, ref, null);
    const there = this.#everywhere();
    for (const mark of this.#living) if (!there.has(mark)) this.#living.delete(mark);
  }

  #switch(client: Client, to: number): void {
    const now = read(client.store);
    const branch = client.branches.length === 0 ? now : pick(client.branches, to);
    client.branches.push(now);
    for (const ref of documents) {
      const text = branch.get(refKey(ref)) ?? null;
      if (text !== (now.get(refKey(ref)) ?? null)) set(client.store, ref, text);
    }
  }

  #revert(client: Client, ref: DocumentRef, to: number): void {
    const past = client.past.get(refKey(ref)) ?? [];
    const found = find(client.store, ref);
    if (past.length === 0 || found === undefined) return;
    const text = pick(past, to);
    this.#seen(found.content, text);
    set(client.store, ref, text);
    client.reverts.set(refKey(ref), text);
  }

  #resolve(client: Client, ref: DocumentRef, how: "ours" | "theirs" | "merged"): void {
    const sides = this.#sides(client, null);
    const conflict = keptConflicts(sides.state).find((one) => refKey(one.ref) === refKey(ref));
    if (conflict === undefined || this.#busy.has(client.clone)) return;
    const texts = conflictTexts(sides.state, conflict);
    const ours = find(client.store, ref)?.content ?? null;
    const merged = united(ref, ours, texts.theirs);
    const result = { ours, theirs: texts.theirs, merged }[how];
    Effect.runSync(resolveConflict(sides, ref, how === "merged" ? { merged } : how));
    this.#seen(ours, result);
    this.#seen(texts.theirs, result);
    if (result === null) this.#removable.add(refKey(ref));
    client.removed.delete(refKey(ref));
    client.reverts.delete(refKey(ref));
  }

  /** One process of a client: with faults or without. */
  #sides(
    client: Client,
    faults: Faults | null,
    identity = modelProcess(),
  ): SyncSides & { readonly commits: () => number } {
    const fileFault = faults?.crashAtFile ?? null;
    let fileOperations = 0;
    const watch = (files: FilePrimitivesService): FilePrimitivesService =>
      fileFault === null
        ? files
        : watchedFiles(files, () => {
            if (fileOperations >= fileFault) throw new Killed();
            fileOperations += 1;
          });
    const state: SyncState = {
      files: watch(this.#ground.files),
      identity,
      folder: this.#ground.folder(client.clone),
      remote: "model",
      lockWaitMs: 0,
    };
    let calls = 0;
    let remoteCalls = 0;
    let commits = 0;
    let dead = false;
    /** Around each request: the process may die, and others may be faster. */
    const called = <A, E>(request: Effect.Effect<A, E>): Effect.Effect<A, E> =>
      Effect.suspend(() => {
        const crash = faults?.crashAtCall ?? null;
        const now = calls;
        calls += 1;
        if (dead || (crash?.at === now && !crash.after)) {
          dead = true;
          throw new Killed();
        }
        if (faults?.meanwhile?.at === now) this.#step(faults.meanwhile.command);
        const answer = Effect.runSync(Effect.result(request));
        if (crash?.at === now) {
          dead = true;
          throw new Killed();
        }
        return answer._tag === "Success" ? Effect.succeed(answer.success) : Effect.fail(answer.failure);
      });
    const sent = <A, E>(request: Effect.Effect<A, E>): Effect.Effect<A, E | Unavailable> =>
      called(
        Effect.suspend((): Effect.Effect<A, E | Unavailable> => {
          const now = remoteCalls;
          remoteCalls += 1;
          if (faults?.dropAt === now) return Effect.fail(unavailable);
          if (faults?.loseAt !== now) return request;
          this.#tally.lostAnswers += 1;
          return Effect.andThen(Effect.result(request), Effect.fail(unavailable));
        }),
      );
    const inner = this.#remote;
    const listed = (heads: ReadonlyArray<DocumentHead>, whole: boolean): ReadonlyArray<DocumentHead> => {
      const leaveOut = faults?.partial ?? null;
      const kept = leaveOut === null || !whole ? heads : heads.filter((_, index) => index % 3 !== leaveOut);
      if (kept.length < heads.length) this.#hadPartial = true;
      return faults?.shuffled === true ? kept.toReversed() : kept;
    };
    const ask = <A, E>(request: Effect.Effect<A, E>): Effect.Effect<A, E | Unavailable> => sent(request);
    let commitsSent = 0;
    const remote: DesignStoreService = {
      capabilities: inner.capabilities,
      get: (refs) => ask(inner.get(refs)),
      heads: (asked, since) =>
        ask(
          Effect.map(inner.heads(asked, since), ({ heads, cursor }) => ({
            heads: listed(heads, since === undefined),
            cursor,
          })),
        ),
      commit: (changes, operation) =>
        ask(
          Effect.suspend(() => {
            commits += 1;
            const request = Effect.suspend(() => inner.commit(changes, operation));
            const late = faults?.lateAt === commitsSent;
            commitsSent += 1;
            if (late) {
              this.#tally.lateRequests += 1;
              this.#late.push(() => void Effect.runSync(Effect.result(request)));
              return Effect.fail(unavailable);
            }
            return faults?.twice === true ? Effect.tap(request, () => Effect.result(request)) : request;
          }),
        ),
    };
    const own = this.#ground.local(client.index, state.identity, watch);
    const local: DesignStoreService = {
      capabilities: own.capabilities,
      get: (refs) => called(own.get(refs)),
      heads: (asked, since) => called(own.heads(asked, since)),
      commit: (changes: NonEmpty<Change>, operation) => {
        commits += 1;
        return called(own.commit(changes, operation));
      },
    };
    return {
      local: this.#mutant.local?.(local) ?? local,
      remote: this.#mutant.remote?.(remote, state) ?? remote,
      state,
      worktree: `worktree-${client.index}`,
      commits: () => commits,
    };
  }

  #request(client: Client, direction: SyncDirection): SyncRequest {
    const here = read(client.store);
    const refs = (keys: Iterable<string>) => {
      const wanted = new Set(keys);
      return documents.filter((ref) => wanted.has(refKey(ref)));
    };
    for (const key of client.removed) if (here.has(key)) client.removed.delete(key);
    for (const [key, text] of client.reverts) if (here.get(key) !== text) client.reverts.delete(key);
    return { scope, direction, removed: refs(client.removed), revert: refs(client.reverts.keys()) };
  }

  #settleWishes(client: Client): void {
    const there = read(this.#remote);
    for (const key of client.removed) if (!there.has(key)) client.removed.delete(key);
    for (const [key, text] of client.reverts) if (there.get(key) === text) client.reverts.delete(key);
  }

  #plan(sides: SyncSides, request: SyncRequest) {
    return Effect.map(planSync(sides, request), (plan) => this.#mutant.plan?.(plan) ?? plan);
  }

  #sync(client: Client, command: Extract<Command, { readonly _tag: "Sync" }>): void {
    const { direction, clock, faults, fresh, alone } = command;
    if (this.#busy.has(client.clone)) return;
    this.#busy.add(client.clone);
    this.#tally.syncs += 1;
    const [herBefore, thereBefore] = [read(client.store), read(this.#remote)];
    const identity = modelProcess();
    const request = { ...this.#request(client, direction), fresh };
    const clockService = {
      currentTimeMillisUnsafe: () => clock,
      currentTimeMillis: Effect.succeed(clock),
      currentTimeNanosUnsafe: () => BigInt(clock) * 1_000_000n,
      currentTimeNanos: Effect.succeed(BigInt(clock) * 1_000_000n),
      sleep: () => Effect.void,
    } as unknown as Clock.Clock;
    const limits = alone ? { documents: 1 } : {};
    // A process may be killed as early as when it opens its store.
    const program = Effect.suspend(() => {
      const sides = this.#sides(client, faults, identity);
      return Effect.flatMap(this.#plan(sides, request), (plan) =>
        Effect.map(applySync(sides, plan, { force: true, limits }), (result) => ({ plan, result })),
      );
    });
    const exit = Effect.runSyncExit(Effect.provideService(program, Clock.Clock, clockService));
    alive.delete(identity.self.pid);
    this.#busy.delete(client.clone);
    if (Exit.isFailure(exit)) {
      const problem = Cause.squash(exit.cause);
      if (problem instanceof Killed) this.#tally.crashes += 1;
      else if (!(problem instanceof Unavailable)) throw problem;
    }
    this.#remember(client);
    this.#checkRemovals(herBefore, read(client.store), "here");
    if (faults?.meanwhile == null) this.#checkRemovals(thereBefore, read(this.#remote), "there");
    this.#settleWishes(client);
    if (faults !== null || Exit.isFailure(exit)) return;
    this.#tally.conflicts += exit.value.result.outcomes.filter(
      ({ outcome }) => outcome === "conflict",
    ).length;
    this.#checkSettled(client, exit.value.plan);
  }

  /** After a sync without faults there is nothing left to do, and doing it again does nothing. */
  #checkSettled(client: Client, plan: SyncPlan): void {
    const sides = this.#sides(client, null);
    const again = Effect.runSync(applySync(sides, plan, { force: true }));
    if (sides.commits() > 0) throw new Broken(`APPLIED TWICE: ${JSON.stringify(again.outcomes)}`);
    if (plan.request.direction !== "both" || this.#hadPartial) return;
    const request = { ...this.#request(client, "both"), fresh: true };
    const left = Effect.runSync(planSync(sides, request)).documents.filter(
      ({ action }) => !settledActions.has(action),
    );
    if (left.length > 0) throw new Broken(`NOT SETTLED: ${JSON.stringify(left)}`);
  }

  #checkRemovals(before: Texts, after: Texts, where: string): void {
    for (const key of before.keys())
      if (!after.has(key) && !this.#removable.has(key)) throw new Broken(`SPURIOUS REMOVAL ${where}: ${key}`);
  }

  /** Every mark that stands in a text somebody has, or that is kept for somebody. */
  #everywhere(): ReadonlySet<string> {
    const texts = [this.#remote, ...this.#clients.map(({ store }) => store)].flatMap((store) => [
      ...read(store).values(),
    ]);
    for (const { branches } of this.#clients) for (const branch of branches) texts.push(...branch.values());
    for (const clone of new Set(this.#clients.map((client) => client.clone))) {
      const state = { files: this.#ground.files, folder: this.#ground.folder(clone) } as SyncState;
      const digests = [
        ...trashed(state).map(({ digest }) => digest),
        ...keptConflicts(state).flatMap(({ ours, theirs }) => [ours?.digest, theirs?.digest]),
      ];
      for (const digest of digests) texts.push((digest && keptText(state, digest)) || "");
    }
    return new Set(texts.flatMap(marksIn));
  }

  #checkNothingLost(after: string): void {
    const there = this.#everywhere();
    const lost = [...this.#living].filter((mark) => !there.has(mark));
    if (lost.length > 0) throw new Broken(`LOST UPDATE: ${lost.join(", ")} after ${after}`);
  }

  #isAgreed(): boolean {
    const there = [...read(this.#remote)].map(([key, text]) => `${key} ${digestOf(text)}`).sort();
    return this.#clients.every(({ store, clone }) => {
      const here = [...read(store)].map(([key, text]) => `${key} ${digestOf(text)}`).sort();
      const state = { files: this.#ground.files, folder: this.#ground.folder(clone) } as SyncState;
      return here.join() === there.join() && keptConflicts(state).length === 0;
    });
  }

  /** Faults are over, whoever is asked decides, and what is missing is asked for. */
  #converge(): void {
    for (const deliver of this.#late.splice(0)) deliver();
    for (let round = 0; round < 10; round += 1) {
      for (const client of this.#clients) {
        const sides = this.#sides(client, null);
        const wishes = this.#request(client, "both");
        const here = read(client.store);
        const missing = documents.filter((ref) => !here.has(refKey(ref)));
        const request = { ...wishes, fresh: round === 0, restore: missing };
        const plan = Effect.runSync(this.#plan(sides, request));
        const result = Effect.runSync(applySync(sides, plan, { force: true }));
        this.#settleWishes(client);
        for (const { ref, outcome } of result.outcomes)
          if (outcome === "conflict") this.#resolve(client, ref, round < 2 ? "merged" : "theirs");
        this.#checkNothingLost("settling");
        // The first round has to reach everybody: only a whole listing shows what was left out of one before.
        if (round > 0 && this.#isAgreed()) return;
      }
      if (this.#isAgreed()) return;
    }
    throw new Broken(
      `NOT CONVERGED: ${JSON.stringify([this.#remote, ...this.#clients.map(({ store }) => store)].map((store) => [...read(store)]))}`,
    );
  }
}
