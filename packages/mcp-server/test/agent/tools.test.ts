/** Each tool of an agent over a workspace in memory: its answer is the command's document, its failure the command's error. */
import { readFileSync } from "node:fs";
import { Denied } from "@idse/orchestrator/Failure";
import { showArtifact } from "@idse/orchestrator/use-cases/artifact";
import { next } from "@idse/orchestrator/use-cases/next";
import { status } from "@idse/orchestrator/use-cases/status";
import { validate } from "@idse/orchestrator/use-cases/validate";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { agentTools } from "../../src/index.ts";
import { documentOf, errorOf, type InMemory, inMemory, nowhere } from "./workplace.ts";

const kinds = {
  status: "status",
  next: "work-packet",
  read_artifact: "artifact",
  write_artifact: "artifact-change",
  validate: "validation-report",
  create_session: "session-change",
  switch_session: "session-change",
} as const;

const published = (kind: string) => {
  const path = new URL(`../../../../docs/schemas/${kind}.schema.json`, import.meta.url);
  const { $schema: _, ...schema } = JSON.parse(readFileSync(path, "utf8"));
  return schema;
};

const intent = "# Intent\n\n## Purpose\n\nLet people pay.\n";
const stranger = `sha256:${"0".repeat(64)}`;

const digestOf = async ({ call }: InMemory, stage = "intent"): Promise<unknown> =>
  documentOf(await call("read_artifact", { stage })).digest;

describe("the tools of an agent", () => {
  it("are these, in this order, each with the published schemas of its document and of an error", async () => {
    const { workplace } = await inMemory();
    const tools = agentTools(workplace);
    expect(tools.map(({ name }) => name)).toEqual(Object.keys(kinds));
    for (const { name, outputSchema } of tools)
      expect([name, outputSchema.anyOf]).toEqual([
        name,
        [published(kinds[name as keyof typeof kinds]), published("error")],
      ]);
  });

  it("answer with the document as text too, for hosts that show nothing else", async () => {
    const { call } = await inMemory();
    const answer = await call("status");
    expect(JSON.parse(answer.text)).toEqual(JSON.parse(JSON.stringify(answer.content)));
  });

  it("tell beside it what the command would say on standard error", async () => {
    const { call, files, store } = await inMemory();
    const ref = { project: "shop", session: "__blueprint__", kind: "intent" } as const;
    await Effect.runPromise(
      store.commit([{ _tag: "Put", ref, content: intent, expect: "absent" }], "operation"),
    );
    files.set(".idse/projects/shop/CURRENT_SESSION", "gone\n");
    expect(await call("status")).toMatchObject({
      content: { session: { id: "__blueprint__" } },
      notes: expect.arrayContaining([expect.stringMatching(/^note: The current session "gone" is not here/)]),
    });
  });

  it.each(Object.keys(kinds))("fail outside a workspace with the command's error: %s", async (name) => {
    const { call } = await nowhere();
    const needed: Readonly<Record<string, object>> = {
      read_artifact: { stage: "spec" },
      write_artifact: { stage: "spec", content: "# Spec\n", expect: "absent" },
      switch_session: { session: "checkout" },
    };
    const answer = await call(name, needed[name]);
    expect(answer.content).toEqual({
      schemaVersion: 1,
      kind: "error",
      error: {
        code: "workspace-not-found",
        message: "There is no .idse workspace in /elsewhere or above it.",
        hint: "npx idse init",
        details: { directory: "/elsewhere" },
      },
    });
    expect(answer.text).toBe("There is no .idse workspace in /elsewhere or above it.\nnpx idse init");
  });

  it.each([
    ["status", { tenant: "other" }, "tenant"],
    ["status", "nonsense", "the arguments"],
    ["next", { stage: "src/x" }, "stage"],
    ["read_artifact", {}, "stage"],
    ["read_artifact", { stage: "spec", session: "" }, "session"],
    ["write_artifact", { stage: "../../src/x", content: "x", expect: "absent" }, "stage"],
    ["write_artifact", { stage: "spec", content: "x" }, "expect"],
    ["write_artifact", { stage: "spec", content: "x", expect: "whatever" }, "expect"],
    ["validate", { all: true, session: "checkout" }, "all sessions"],
    ["switch_session", {}, "session"],
  ])("refuse as misuse: %s %j", async (name, input, word) => {
    const { call } = await inMemory();
    expect(errorOf(await call(name, input))).toMatchObject({
      code: "misuse",
      message: expect.stringContaining(word),
    });
  });

  it("say of a bug what the command line says", async () => {
    const { workplace } = await inMemory();
    for (const { fault } of agentTools(workplace))
      expect(fault.content).toMatchObject({ kind: "error", error: { code: "internal-error" } });
  });
});

describe("status, next and validate", () => {
  it("answer as the commands do", async () => {
    const { call, run } = await inMemory();
    const same = async (name: string, input: object, value: object) =>
      expect(documentOf(await call(name, input))).toEqual(value);
    await same("status", {}, (await run(status)).value);
    await same("next", {}, (await run(next())).value);
    await same("next", { stage: "plan" }, (await run(next("plan"))).value);
    await same("validate", {}, (await run(validate({}))).value);
    await same(
      "validate",
      { through: "spec", strict: true },
      (await run(validate({ through: "spec", strict: true }))).value,
    );
    await same("validate", { all: true }, (await run(validate({ scope: "all" }))).value);
  });

  it("take the session that is named, and know no other", async () => {
    const { call } = await inMemory();
    await call("create_session", { name: "returns" });
    expect(documentOf(await call("status"))).toMatchObject({
      session: { id: "returns" },
      resolvedBy: "pointer",
    });
    expect(documentOf(await call("status", { session: "checkout" }))).toMatchObject({
      session: { id: "checkout" },
      resolvedBy: "flag",
    });
    expect(errorOf(await call("status", { session: "lost" }))).toMatchObject({ code: "session-not-found" });
    expect(errorOf(await call("next", { project: "other" }))).toMatchObject({ code: "project-not-found" });
  });
});

describe("read_artifact and write_artifact", () => {
  it("read what the command reads, and give back what was written under the digest that was told", async () => {
    const made = await inMemory();
    const { call, run } = made;
    expect(documentOf(await call("read_artifact", { stage: "intent" }))).toEqual(
      (await run(showArtifact("intent"))).value,
    );
    const before = await digestOf(made);
    const changed = documentOf(
      await call("write_artifact", { stage: "intent", content: intent, expect: before }),
    );
    expect(changed).toMatchObject({
      session: "checkout",
      stage: "intent",
      previous: before,
      unchanged: false,
    });
    expect(documentOf(await call("read_artifact", { stage: "intent" }))).toMatchObject({
      content: intent,
      digest: changed.digest,
    });
  });

  it("change nothing where the document is another than the one that was read", async () => {
    const made = await inMemory();
    const { call } = made;
    const before = await digestOf(made);
    for (const expected of [stranger, "absent"])
      expect(
        errorOf(await call("write_artifact", { stage: "intent", content: intent, expect: expected })),
      ).toMatchObject({ code: "document-changed", details: { expected, found: before } });
    expect(await digestOf(made)).toBe(before);
  });

  it("make a document that is not there, where nobody expects one", async () => {
    const { call, store } = await inMemory();
    const ref = { project: "shop", session: "checkout", kind: "plan" } as const;
    const [found] = await Effect.runPromise(store.get([ref]));
    if (found?._tag !== "StoredDocument") throw new Error("The session has no plan.");
    await Effect.runPromise(
      store.commit([{ _tag: "Remove", ref, expect: { revision: found.revision } }], "operation"),
    );
    expect(errorOf(await call("read_artifact", { stage: "plan" }))).toMatchObject({
      code: "document-not-found",
    });
    const plan = { stage: "plan", content: "# Plan\n" };
    expect(errorOf(await call("write_artifact", { ...plan, expect: found.digest }))).toMatchObject({
      code: "document-changed",
    });
    expect(documentOf(await call("write_artifact", { ...plan, expect: "absent" }))).toMatchObject({
      previous: null,
    });
  });

  it("ask the guard about the document that would be written, and keep its words", async () => {
    const asked: Array<unknown> = [];
    const made = await inMemory({
      permitted: (tool, input) => {
        asked.push([tool, input]);
        return Effect.fail(
          new Denied({ rule: "signed-off", reason: "It is signed off.", command: "idse status" }),
        );
      },
    });
    const before = await digestOf(made);
    const answer = await made.call("write_artifact", { stage: "intent", content: intent, expect: before });
    expect(answer.text).toBe("It is signed off.\nnpx idse status");
    expect(errorOf(answer)).toMatchObject({
      code: "denied",
      message: "It is signed off.",
      details: { rule: "signed-off" },
    });
    expect(asked).toEqual([
      ["write_artifact", { stage: "intent", content: intent, project: "shop", session: "checkout" }],
    ]);
    expect(await digestOf(made)).toBe(before);
  });
});

describe("create_session and switch_session", () => {
  it("make a session and turn to another, in this clone", async () => {
    const { call } = await inMemory();
    const made = documentOf(
      await call("create_session", { name: "returns", title: "Returns", from: "checkout" }),
    );
    expect(made).toMatchObject({ action: "created", session: "returns", parent: "checkout", current: true });
    expect(documentOf(await call("switch_session", { session: "checkout" }))).toMatchObject({
      action: "switched",
      session: "checkout",
    });
    expect(documentOf(await call("status"))).toMatchObject({ session: { id: "checkout" } });
  });

  it("refuse what is there already, or is not there, and what the guard denies", async () => {
    const { call } = await inMemory();
    expect(errorOf(await call("create_session", { name: "checkout" }))).toMatchObject({
      code: "session-exists",
    });
    expect(errorOf(await call("create_session", { name: "../x" }))).toMatchObject({ code: "misuse" });
    expect(errorOf(await call("switch_session", { session: "lost" }))).toMatchObject({
      code: "session-not-found",
    });
    const denied = new Denied({ rule: "sign-off", reason: "No.", command: "idse status" });
    const held = await inMemory({ permitted: () => Effect.fail(denied) });
    expect(errorOf(await held.call("create_session", { name: "returns" }))).toMatchObject({ code: "denied" });
    expect(errorOf(await held.call("switch_session", { session: "checkout" }))).toMatchObject({
      code: "denied",
    });
  });
});
