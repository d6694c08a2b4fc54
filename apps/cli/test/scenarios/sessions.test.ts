/** Sessions made, chosen, listed and changed, as their users type it. */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  answerOf,
  edit,
  idse,
  jsonOf,
  read,
  sessionFolder,
  stageFiles,
  textOf,
  trackedTreeOf,
  workspace,
  write,
} from "../support.ts";

const pointerOf = (repo: string): string => read(join(repo, ".idse/projects/demo/CURRENT_SESSION")).trim();
const metadataOf = (repo: string, session: string) =>
  JSON.parse(read(join(sessionFolder(repo, session), "metadata/session.json")));
const idsOf = (repo: string, ...args: ReadonlyArray<string>): Array<string> =>
  answerOf(repo, "sessions", ...args)
    .sessions.map((one: { id: string }) => one.id)
    .sort();

describe("spawn", () => {
  it("makes a feature of the blueprint and leaves the current session", () => {
    const repo = workspace();
    const made = answerOf(
      repo,
      "spawn",
      "checkout",
      "--title",
      "Checkout",
      "--owner",
      "Bo",
      "--description",
      "Pay.",
    );
    expect(made).toMatchObject({
      action: "spawned",
      parent: "__blueprint__",
      current: false,
      next: "idse session switch checkout",
    });
    for (const path of Object.values(stageFiles))
      expect(existsSync(join(sessionFolder(repo, "checkout"), path))).toBe(true);
    expect(metadataOf(repo, "checkout")).toMatchObject({
      name: "Checkout",
      owner: "Bo",
      description: "Pay.",
      session_type: "feature",
      parent_session: "__blueprint__",
      status: "draft",
    });
    expect(pointerOf(repo)).toBe("__blueprint__");
  });

  it("takes the predecessor's --plan feature, and another parent", () => {
    const repo = workspace();
    textOf(repo, "spawn", "one", "--plan", "feature");
    expect(answerOf(repo, "spawn", "two", "--from", "one").parent).toBe("one");
    expect(idse(["spawn", "three", "--plan", "other"], { cwd: repo }).code).toBe(2);
    expect(idse(["spawn", "three", "--from", "none"], { cwd: repo }).code).toBe(3);
  });

  it("refuses a name that is there, and leaves what is there", () => {
    const repo = workspace();
    textOf(repo, "spawn", "checkout");
    write(join(sessionFolder(repo, "checkout"), stageFiles.intent), "mine\n");
    const before = trackedTreeOf(repo);
    const run = idse(["spawn", "checkout", "--json"], { cwd: repo });
    expect(run.code).toBe(4);
    expect(jsonOf(run).error).toMatchObject({ code: "session-exists", hint: "idse session switch checkout" });
    expect(trackedTreeOf(repo)).toEqual(before);
  });

  it.each(["Checkout", "a/b", "..", "../../x", "nul", "a b", "__blueprint__", ".hidden"])(
    "refuses the name %j",
    (name) => {
      const repo = workspace();
      const before = trackedTreeOf(repo);
      expect(idse(["spawn", "--", name], { cwd: repo }).code).toBe(2);
      expect(trackedTreeOf(repo)).toEqual(before);
    },
  );

  it("refuses a title that would break the documents it is put into", () => {
    const repo = workspace();
    for (const title of ["a\nb", 'say "hi"', "x\u001b[31m", " "])
      expect(idse(["spawn", "checkout", "--title", title], { cwd: repo }).code).toBe(2);
    expect(existsSync(sessionFolder(repo, "checkout"))).toBe(false);
  });

  it("uses the repository's own template of a stage", () => {
    const repo = workspace();
    write(join(repo, ".idse/templates/intent.md"), "# Ours: {{session_name}}\n\n[REQUIRES INPUT]\n");
    textOf(repo, "spawn", "checkout");
    expect(read(join(sessionFolder(repo, "checkout"), stageFiles.intent))).toMatch(/^# Ours: /);
  });

  it("uses the template that the constitution names, in a second project too", () => {
    const repo = workspace();
    const intentOf = (...session: ReadonlyArray<string>) =>
      read(join(sessionFolder(repo, ...session), stageFiles.intent));
    write(join(repo, ".idse/templates/intent.md"), "# Not this one\n");
    write(join(repo, "vorlagen/absicht.md"), "# Absicht: {{session_name}}\n\n[REQUIRES INPUT]\n");
    write(
      join(repo, ".idse/constitution.json"),
      '{ "schema_version": 1, "templates": { "intent": "vorlagen/absicht.md" } }\n',
    );
    textOf(repo, "spawn", "checkout");
    expect(intentOf("checkout")).toBe("# Absicht: checkout\n\n[REQUIRES INPUT]\n");
    expect(answerOf(repo, "status", "--session", "checkout").stages[0]).toMatchObject({ state: "pending" });
    textOf(repo, "session", "create", "trial");
    expect(intentOf("trial")).toMatch(/^# Absicht: trial\n/);
    textOf(repo, "init", "second");
    expect(intentOf("__blueprint__", "second")).toMatch(/^# Absicht: /);
  });

  it("makes nothing where the template that the constitution names is not there", () => {
    const repo = workspace();
    write(
      join(repo, ".idse/constitution.json"),
      '{\n  "schema_version": 1,\n  "templates": { "plan": "vorlagen/plan.md" }\n}\n',
    );
    for (const args of [
      ["spawn", "checkout"],
      ["init", "second"],
      ["constitution", "check"],
    ]) {
      const run = idse(args, { cwd: repo });
      expect(run).toMatchObject({ code: 6, stdout: "" });
      expect(run.stderr).toContain(
        ".idse/constitution.json:3:26: templates.plan: there is no file vorlagen/plan.md",
      );
    }
    expect(existsSync(sessionFolder(repo, "checkout"))).toBe(false);
    expect(existsSync(join(repo, ".idse/projects/second"))).toBe(false);
  });
});

describe("session create and switch", () => {
  it("create switches to what it made, with an id of its own where none is given", () => {
    const repo = workspace();
    expect(answerOf(repo, "session", "create", "trial", "--type", "exploratory")).toMatchObject({
      action: "created",
      current: true,
    });
    expect(pointerOf(repo)).toBe("trial");
    const unnamed = answerOf(repo, "session", "create").session;
    expect(unnamed).toMatch(/^session-\d{8}-[0-9a-z]{8}$/);
    expect(answerOf(repo, "status")).toMatchObject({ session: { id: unnamed }, resolvedBy: "pointer" });
    expect(idse(["session", "create", "more", "--type", "blueprint"], { cwd: repo }).code).toBe(2);
    expect(idse(["session", "create", "more", "--type", "other"], { cwd: repo }).code).toBe(2);
  });

  it("switch points this clone at a session and touches nothing that git tracks", () => {
    const repo = workspace();
    textOf(repo, "spawn", "checkout");
    answerOf(repo, "session", "switch", "checkout");
    expect(answerOf(repo, "status")).toMatchObject({ session: { id: "checkout" } });
    const missing = idse(["session", "switch", "none", "--json"], { cwd: repo });
    expect(missing.code).toBe(3);
    expect(pointerOf(repo)).toBe("checkout");
  });
});

describe("sessions", () => {
  const populated = (): string => {
    const repo = workspace();
    textOf(repo, "spawn", "one", "--owner", "Bo");
    textOf(repo, "spawn", "two", "--type", "exploratory");
    textOf(repo, "spawn", "three", "--from", "one");
    textOf(repo, "session", "tag", "two", "urgent");
    textOf(repo, "session", "set-status", "three", "--status", "review");
    return repo;
  };

  it("lists all of them with statistics, and those that are asked for", () => {
    const repo = populated();
    expect(answerOf(repo, "sessions").statistics).toEqual({
      total: 4,
      blueprint: 1,
      feature: 2,
      exploratory: 1,
      orphaned: 0,
      withoutMetadata: 0,
    });
    expect(idsOf(repo)).toEqual(["__blueprint__", "one", "three", "two"]);
    expect(idsOf(repo, "--type", "exploratory")).toEqual(["two"]);
    expect(idsOf(repo, "--status", "review")).toEqual(["three"]);
    expect(idsOf(repo, "--tag", "urgent")).toEqual(["two"]);
    expect(idsOf(repo, "--owner", "Bo")).toEqual(["one"]);
    expect(idsOf(repo, "--type", "feature", "--status", "draft")).toEqual(["one"]);
    expect(answerOf(repo, "sessions", "--limit", "1")).toMatchObject({ truncated: true });
    expect(textOf(repo, "sessions")).toContain("4 sessions, 1 blueprint, 2 feature, 1 exploratory");
  });

  it("refuses filters it does not know", () => {
    const repo = workspace();
    for (const args of [
      ["--type", "x"],
      ["--status", "x"],
      ["--limit", "0"],
      ["--limit", "many"],
    ])
      expect(idse(["sessions", ...args], { cwd: repo }).code).toBe(2);
  });

  it("finds orphans", () => {
    const repo = populated();
    rmSync(sessionFolder(repo, "one"), { recursive: true });
    const list = answerOf(repo, "sessions", "--orphaned");
    expect(list.sessions).toMatchObject([
      { id: "three", parent: "one", problems: [expect.stringContaining('"one"')] },
    ]);
    expect(list.statistics.orphaned).toBe(1);
    expect(answerOf(repo, "session-info", "three", "--lineage").lineage.orphaned).toBe(true);
  });

  it("lists sessions without readable metadata, with the reason, and no folder that is none", () => {
    const repo = workspace();
    write(join(sessionFolder(repo, "old"), stageFiles.intent), "# Intent\n");
    write(join(sessionFolder(repo, "broken"), "metadata/session.json"), '{\n  "session_id": 7\n}\n');
    mkdirSync(sessionFolder(repo, "empty"));
    const list = answerOf(repo, "sessions", "--without-metadata");
    expect(list.sessions.map((one: { id: string }) => one.id).sort()).toEqual(["broken", "old"]);
    expect(list.statistics).toMatchObject({ total: 3, withoutMetadata: 2 });
    expect(list.sessions.find((one: { id: string }) => one.id === "broken").problems.join()).toMatch(
      /\.idse\/projects\/demo\/sessions\/broken\/metadata\/session\.json:2:/,
    );
  });
});

describe("session-info", () => {
  it("tells everything known, lineage where asked", () => {
    const repo = workspace();
    textOf(repo, "spawn", "one");
    textOf(repo, "spawn", "two", "--from", "one");
    textOf(repo, "spawn", "three", "--from", "two");
    const info = answerOf(repo, "session-info", "two");
    expect(info).toMatchObject({
      kind: "session",
      id: "two",
      parent: "one",
      current: false,
      lineage: null,
      progress: { total: 7 },
    });
    expect(info.uid).toBe(metadataOf(repo, "two").uid);
    expect(answerOf(repo, "session-info", "two", "--lineage").lineage).toEqual({
      ancestors: ["one", "__blueprint__"],
      children: ["three"],
      descendants: ["three"],
      orphaned: false,
    });
    expect(answerOf(repo, "session-info", "__blueprint__", "--lineage").lineage.descendants.sort()).toEqual([
      "one",
      "three",
      "two",
    ]);
    expect(textOf(repo, "session-info", "two", "--lineage")).toMatch(/Ancestors +one, __blueprint__/);
    for (const name of ["none", "../demo", "..", ""])
      expect(idse(["session-info", "--", name], { cwd: repo }).code).toBe(3);
  });
});

describe("owner, collaborators and tags", () => {
  it("sets the owner", () => {
    const repo = workspace();
    expect(answerOf(repo, "session", "set-owner", "__blueprint__", "--owner", "Bo Ström")).toMatchObject({
      value: "Bo Ström",
      unchanged: false,
    });
    expect(answerOf(repo, "session", "set-owner", "__blueprint__", "--owner", "Bo Ström")).toMatchObject({
      unchanged: true,
    });
    expect(metadataOf(repo, "__blueprint__").owner).toBe("Bo Ström");
    expect(idse(["session", "set-owner", "__blueprint__", "--owner", " "], { cwd: repo }).code).toBe(2);
  });

  it("adds and removes collaborators, once each", () => {
    const repo = workspace();
    const add = (role: string) => [
      "session",
      "add-collaborator",
      "__blueprint__",
      "--name",
      "Bo",
      "--role",
      role,
    ];
    expect(answerOf(repo, ...add("reviewer"))).toMatchObject({
      action: "collaborator-added",
      unchanged: false,
    });
    expect(answerOf(repo, ...add("reviewer"))).toMatchObject({ unchanged: true });
    expect(idse(add("viewer"), { cwd: repo }).code).toBe(4);
    expect(idse(add("king"), { cwd: repo }).code).toBe(2);
    expect(answerOf(repo, "session-info", "__blueprint__").collaborators).toMatchObject([
      { name: "Bo", role: "reviewer" },
    ]);
    const remove = ["session", "remove-collaborator", "__blueprint__", "--name", "Bo"];
    answerOf(repo, ...remove);
    expect(idse(remove, { cwd: repo }).code).toBe(3);
    expect(answerOf(repo, "session-info", "__blueprint__").collaborators).toEqual([]);
  });

  it("adds and removes tags, keeps unknown keys and the file's line ends", () => {
    const repo = workspace();
    const file = join(sessionFolder(repo), "metadata/session.json");
    write(
      file,
      `${JSON.stringify({ ...metadataOf(repo, "__blueprint__"), ours: { kept: true } }, null, 2).replaceAll("\n", "\r\n")}\r\n`,
    );
    answerOf(repo, "session", "tag", "__blueprint__", "a", "b", "--add", "c");
    expect(answerOf(repo, "session", "tag", "__blueprint__", "a")).toMatchObject({ unchanged: true });
    answerOf(repo, "session", "tag", "__blueprint__", "--remove", "b");
    expect(metadataOf(repo, "__blueprint__")).toMatchObject({ tags: ["a", "c"], ours: { kept: true } });
    expect(read(file)).toMatch(/^\{\r\n {2}"session_id"/);
    expect(read(file)).not.toMatch(/[^\r]\n/);
    expect(idse(["session", "tag", "__blueprint__"], { cwd: repo }).code).toBe(2);
  });

  it("names a parent that no session can have, and lists and validates all the others", () => {
    const repo = workspace();
    textOf(repo, "spawn", "checkout");
    edit(join(sessionFolder(repo, "checkout"), "metadata/session.json"), (text) =>
      text.replace('"parent_session": "__blueprint__"', '"parent_session": "</a>x"'),
    );
    expect(textOf(repo, "sessions")).toMatch(/session\.json:\d+:\d+: parent_session: not a name/);
    const run = idse(["validate", "--all", "--json"], { cwd: repo });
    expect([run.code, jsonOf(run).summary.sessions]).toEqual([1, 2]);
  });

  it("never writes over metadata it cannot read", () => {
    const repo = workspace();
    const file = join(sessionFolder(repo), "metadata/session.json");
    write(file, '{\n  "session_id": "x",\n  nonsense\n');
    const run = idse(["session", "tag", "__blueprint__", "a", "--json"], { cwd: repo });
    expect(run.code).toBe(6);
    expect(jsonOf(run).error).toMatchObject({ code: "file-malformed", details: { line: 3 } });
    expect(read(file)).toBe('{\n  "session_id": "x",\n  nonsense\n');
  });
});
