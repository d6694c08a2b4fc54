/** A tool of Artifact Core with the guard before it. */
import { Denied } from "@idse/orchestrator/Failure";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { artifactCoreTools, guarded, type Workplace } from "../../src/index.ts";
import { inMemory } from "./workplace.ts";

const ref = { project: "shop", session: null, kind: "registry" };
const change = { changes: [{ action: "put", ref, content: "{}", expect: "absent" }], operation: "operation" };

const toolsWith = async (permitted: Workplace["permitted"]) => {
  const { store } = await inMemory();
  const tools = artifactCoreTools(store).map((tool) => guarded(tool, { permitted }));
  return (name: string, input: unknown) => {
    const tool = tools.find((one) => one.name === name);
    return Effect.runPromise(tool?.call(input) ?? Effect.die(name));
  };
};

describe("a guarded tool", () => {
  it("does nothing where the guard denies, and says its words as its contract has them", async () => {
    const call = await toolsWith(() =>
      Effect.fail(new Denied({ rule: "registry", reason: "It is for people.", command: "idse status" })),
    );
    expect(await call("artifact_commit", change)).toEqual({
      _tag: "Failed",
      content: { error: { code: "rejected", message: "It is for people." } },
      text: "It is for people.",
    });
    const got = await call("artifact_get", { refs: [ref] });
    expect(got.content).toEqual({ documents: [{ state: "missing", ref }] });
  });

  it("shows the guard the whole call, and goes on where it is let through", async () => {
    const asked: Array<unknown> = [];
    const call = await toolsWith((tool, input) => {
      asked.push([tool, input]);
      return Effect.void;
    });
    expect(await call("artifact_commit", change)).toMatchObject({ _tag: "Answered" });
    expect(asked).toEqual([["artifact_commit", change]]);
  });
});
