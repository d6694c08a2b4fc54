import {
  Malformed,
  QuotaExceeded,
  Rejected,
  RevisionConflict,
  Unauthorized,
  Unavailable,
} from "@idse/design-store";
import { FileFailure, LockBusy } from "@idse/durable-files";
import {
  ProjectAmbiguous,
  ProjectMissing,
  ProjectUnknown,
  SessionUndecided,
  SessionUnknown,
} from "@idse/project-workspace";
import { NoConflict, SyncGuarded, SyncRemoteChanged, SyncStateDamaged } from "@idse/sync-engine";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { describeFailure } from "../src/describeFailure.ts";
import {
  AlreadyThere,
  attempt,
  BaseChanged,
  Denied,
  DigestMismatch,
  type Failure,
  FileMalformed,
  LastAgent,
  Misuse,
  NotFound,
  NotYet,
  ProfileInvalid,
  RemoteFailed,
  ServerRefused,
  StoreNotReady,
  WorkspaceMissing,
} from "../src/Failure.ts";
import { exitCodes } from "../src/FailureReport.ts";

const local = { store: "filesystem", operation: "commit", message: "It did not work." };
const remote = { ...local, store: "elsewhere" };
const problem = {
  code: "profile-yaml",
  path: "a/spec.md",
  line: 4,
  column: 2,
  message: "Not YAML.",
  hint: "Mend it.",
};

/** One of each; the compiler sees to it that none is left out. */
const examples: { readonly [T in Failure["_tag"]]: Extract<Failure, { readonly _tag: T }> } = {
  WorkspaceMissing: new WorkspaceMissing({ directory: "/shop" }),
  FileMalformed: new FileMalformed({ path: "a.json", line: 3, column: 7, problem: "A comma is missing." }),
  Misuse: new Misuse({ problem: "That is not a stage." }),
  NotFound: new NotFound({ what: "agent", name: "nobody", known: ["ada", "bo"], hint: "idse agents list" }),
  AlreadyThere: new AlreadyThere({
    what: "session",
    name: "checkout",
    problem: "It is already there.",
    hint: "idse session switch checkout",
    details: { since: "yesterday" },
  }),
  LastAgent: new LastAgent({ id: "codex", problem: "It is the only one." }),
  NotYet: new NotYet({ problem: "Errors are open.", hint: "idse validate", findings: [] }),
  BaseChanged: new BaseChanged({
    session: "checkout",
    parent: "__blueprint__",
    conflicts: [
      {
        stage: "spec",
        path: "spec.md",
        section: "Scope",
        base: "a",
        now: "b",
        proposed: "c",
        threeWay: "<<<<<<< now\nb\n=======\nc\n>>>>>>> proposed\n",
        clean: false,
      },
    ],
  }),
  ServerRefused: new ServerRefused({
    code: "address-unavailable",
    problem: "Somebody else listens there.",
    hint: "idse mcp serve --http 127.0.0.1:0",
  }),
  StoreNotReady: new StoreNotReady({ problem: "There are no tables.", hint: "idse store migrate --print" }),
  Denied: new Denied({ rule: "signed-off", reason: "It is signed off.", command: "idse status" }),
  DigestMismatch: new DigestMismatch({ path: "a.md", expected: "sha256:1", found: null }),
  ProfileInvalid: new ProfileInvalid({ problems: [problem] }),
  ProjectUnknown: new ProjectUnknown({ name: "shp", projects: ["blog", "shop"] }),
  ProjectAmbiguous: new ProjectAmbiguous({ projects: ["blog", "shop"] }),
  ProjectMissing: new ProjectMissing(),
  SessionUnknown: new SessionUnknown({ name: "lost", askedBy: "environment" }),
  SessionUndecided: new SessionUndecided(),
  Unavailable: new Unavailable({ ...local, code: "ENOSPC" }),
  Unauthorized: new Unauthorized(remote),
  Rejected: new Rejected(remote),
  QuotaExceeded: new QuotaExceeded(remote),
  Malformed: new Malformed({ ...local, path: "a/state.json" }),
  RevisionConflict: new RevisionConflict({
    store: "filesystem",
    message: "It changed.",
    refs: [{ project: "shop", session: "checkout", kind: "plan" }],
  }),
  FileFailure: new FileFailure({ operation: "create", path: "a.md", code: "EACCES", message: "denied" }),
  RemoteFailed: new RemoteFailed({ remote: "team", failure: new Unauthorized(remote) }),
  SyncGuarded: new SyncGuarded({
    guards: [{ name: "many-removals", message: "12 of 20 documents would be removed." }],
    message: "12 of 20 documents would be removed.",
  }),
  SyncStateDamaged: new SyncStateDamaged({
    path: "/git/idse/sync/team/state.json",
    message: "It is damaged.",
  }),
  SyncRemoteChanged: new SyncRemoteChanged({
    path: "/git/idse/sync/team/state.json",
    known: "a",
    given: "b",
    message: "It was learnt from a.",
  }),
  NoConflict: new NoConflict({
    ref: { project: "shop", session: "checkout", kind: "spec" },
    message: "There is nothing to resolve.",
  }),
  LockBusy: new LockBusy({
    directory: "/shop/.idse/.local",
    path: "/shop/.idse/.local/lock",
    holder: { pid: 1, host: "here", boot: null, startedAt: null },
    message: "Another process holds the lock.",
  }),
};

/** What scripts rely on. */
const promised: { readonly [T in Failure["_tag"]]: readonly [code: string, exit: number] } = {
  WorkspaceMissing: ["workspace-not-found", 3],
  FileMalformed: ["file-malformed", 6],
  Misuse: ["misuse", 2],
  NotFound: ["agent-not-found", 3],
  AlreadyThere: ["session-exists", 4],
  LastAgent: ["last-agent", 1],
  NotYet: ["not-complete", 1],
  BaseChanged: ["base-changed", 4],
  ServerRefused: ["address-unavailable", 6],
  StoreNotReady: ["store-not-ready", 5],
  Denied: ["denied", 1],
  DigestMismatch: ["document-changed", 4],
  ProfileInvalid: ["profile-yaml", 1],
  ProjectUnknown: ["project-not-found", 3],
  ProjectAmbiguous: ["project-ambiguous", 3],
  ProjectMissing: ["project-not-found", 3],
  SessionUnknown: ["session-not-found", 3],
  SessionUndecided: ["session-not-found", 3],
  Unavailable: ["machine-failed", 6],
  Unauthorized: ["store-unauthorized", 5],
  Rejected: ["store-rejected", 2],
  QuotaExceeded: ["store-quota-exceeded", 5],
  Malformed: ["file-malformed", 6],
  RevisionConflict: ["revision-conflict", 4],
  FileFailure: ["machine-failed", 6],
  RemoteFailed: ["remote-unauthorized", 5],
  SyncGuarded: ["sync-guarded", 1],
  SyncStateDamaged: ["sync-state-damaged", 6],
  SyncRemoteChanged: ["sync-remote-changed", 4],
  NoConflict: ["no-conflict", 1],
  LockBusy: ["lock-busy", 4],
};

describe("describeFailure", () => {
  it.each(Object.values(examples))("$_tag has the code and the exit code that were promised", (failure) => {
    const { code, exit, message } = describeFailure(failure);
    expect([code, exit]).toEqual(promised[failure._tag]);
    expect(message).toMatch(/\S/);
  });

  it("tells the same trouble of a remote from that of this machine", () => {
    expect(describeFailure(new Unavailable(remote))).toMatchObject({ code: "store-unavailable", exit: 5 });
    expect(describeFailure(new Malformed(remote)).exit).toBe(5);
  });

  it("names the place of what a person has to mend", () => {
    const malformed = describeFailure(examples.FileMalformed);
    expect(malformed.message).toBe("a.json:3:7: A comma is missing.");
    expect(malformed.hint).toContain("a.json");
    const whole = new FileMalformed({
      path: "a.json",
      line: null,
      column: null,
      problem: "It is not UTF-8.",
    });
    expect(describeFailure(whole).message).toBe("a.json: It is not UTF-8.");
  });

  it("names every problem of a profile, and the hint of the first", () => {
    const second = { ...problem, line: 9, message: "No id.", hint: "Add one." };
    const report = describeFailure(new ProfileInvalid({ problems: [problem, second] }));
    expect(report.message).toBe("a/spec.md:4:2: Not YAML.\na/spec.md:9:2: No id.");
    expect(report.hint).toBe("Mend it.");
  });

  it("lists the projects there are, and says so where there are none", () => {
    expect(describeFailure(examples.ProjectUnknown).message).toContain("blog, shop");
    expect(describeFailure(new ProjectUnknown({ name: "shp", projects: [] })).message).toContain("none");
  });

  it("says what to do when the disk is full or closed", () => {
    expect(describeFailure(examples.Unavailable).hint).toContain("Make room");
    expect(describeFailure(examples.FileFailure).hint).toContain("who may write");
  });

  it("carries what was already known as details", () => {
    expect(describeFailure(examples.NotFound)).toMatchObject({
      message: 'There is no agent "nobody". Here: ada, bo.',
      details: { agent: "nobody", known: ["ada", "bo"] },
    });
    expect(describeFailure(examples.AlreadyThere).details).toEqual({
      session: "checkout",
      since: "yesterday",
    });
    expect(describeFailure(examples.RevisionConflict).details.documents).toHaveLength(1);
  });
});

it("keeps the exit codes that scripts rely on", () => {
  expect(exitCodes).toEqual({
    done: 0,
    answerIsNo: 1,
    misuse: 2,
    notFound: 3,
    conflict: 4,
    remoteFailed: 5,
    machineFailed: 6,
    ourFault: 70,
    interrupted: 130,
  });
});

describe("attempt", () => {
  it("types what the system refuses, and lets a fault of ours die", () => {
    const refused = attempt(() => {
      throw examples.FileFailure;
    });
    expect(Effect.runSync(Effect.flip(refused))).toBe(examples.FileFailure);
    const fault = attempt(() => {
      throw new TypeError("ours");
    });
    expect(() => Effect.runSync(Effect.flip(fault))).toThrow("ours");
  });
});
