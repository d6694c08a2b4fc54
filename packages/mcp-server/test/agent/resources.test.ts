/** The documents of a project as resources. */
import { newOperation } from "@idse/design-store";
import { FileMalformed } from "@idse/orchestrator/Failure";
import { stages } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import fc from "fast-check";
import { placeOfUri, uriOf } from "../../src/agent/ArtifactResources.ts";
import { documentOf, inMemory, nowhere } from "./workplace.ts";

const { runPromise } = Effect;

describe("the resources of a workspace", () => {
  it("are its stage documents, session by session and in the order of the stages", async () => {
    const { call, resources } = await inMemory();
    await call("create_session", { name: "basket" });
    const { resources: listed, next } = await runPromise(resources.list(undefined));
    expect(listed.map(({ uri }) => uri)).toEqual(
      ["basket", "checkout"].flatMap((session) => stages.map((stage) => `idse://shop/${session}/${stage}`)),
    );
    expect(next).toBeNull();
    expect(listed[2]).toMatchObject({
      name: "basket/spec",
      title: "Specification of basket",
      mimeType: "text/markdown",
    });
  });

  it("are read as read_artifact reads them", async () => {
    const { call, resources } = await inMemory();
    const { content, digest } = documentOf(await call("read_artifact", { stage: "spec" }));
    expect(await runPromise(resources.read("idse://shop/checkout/spec"))).toEqual({
      uri: "idse://shop/checkout/spec",
      mimeType: "text/markdown",
      text: content,
      _meta: { "idse/digest": digest },
    });
    const [, , spec] = (await runPromise(resources.list(undefined))).resources;
    expect(spec?._meta).toEqual({ "idse/digest": digest });
  });

  it("are listed in pages, each document on one of them", async () => {
    const { store, resources } = await inMemory();
    const puts = Array.from(
      { length: 1_100 },
      (_, at) =>
        ({
          _tag: "Put",
          ref: { project: "shop", session: `s-${at}`, kind: "intent" },
          content: "# Intent\n",
          expect: "absent",
        }) as const,
    );
    const [first, ...others] = puts;
    if (first === undefined) throw new Error("There are none.");
    await runPromise(store.commit([first, ...others], newOperation()));
    const seen: Array<string> = [];
    const sizes: Array<number> = [];
    for (let page: string | null | undefined; page !== null; ) {
      const { resources: listed, next }: { resources: ReadonlyArray<{ uri: string }>; next: string | null } =
        await runPromise(resources.list(page));
      seen.push(...listed.map(({ uri }) => uri));
      sizes.push(listed.length);
      page = next;
    }
    expect(sizes).toEqual([500, 500, 107]);
    expect(new Set(seen).size).toBe(1_107);
  });

  it.each([
    "idse://shop/checkout/nonsense",
    "idse://shop/lost/spec",
    "idse://other/checkout/spec",
    "idse://shop/..%2F..%2Fetc/spec",
    "idse://shop/checkout",
    "idse://shop/checkout/spec?x",
    "idse://%zz/checkout/spec",
    "file:///etc/passwd",
  ])("know nothing at %s", async (uri) => {
    const { resources } = await inMemory();
    expect(await runPromise(Effect.flip(resources.read(uri)))).toMatchObject({ missing: true });
  });

  it("are none where there is no workspace, and reading one says so", async () => {
    const { resources } = await nowhere();
    expect(await runPromise(resources.list(undefined))).toEqual({ resources: [], next: null });
    expect(await runPromise(Effect.flip(resources.read("idse://shop/checkout/spec")))).toMatchObject({
      missing: false,
      content: { kind: "error", error: { code: "workspace-not-found" } },
    });
  });

  it("are not told as none where they cannot be listed", async () => {
    const torn = new FileMalformed({ path: ".idse/config.json", line: 1, column: 1, problem: "It is torn." });
    const { resources } = await inMemory({ run: () => Effect.fail(torn) });
    expect(await runPromise(Effect.flip(resources.list(undefined)))).toMatchObject({
      missing: false,
      content: { error: { code: "file-malformed" } },
    });
  });
});

it("has an address for every name, and finds the name in it again", () => {
  const name = fc.constantFrom("shop", "__blueprint__", "Zahlung & Rückgabe", "50 %", "a#b", "日本");
  fc.assert(
    fc.property(name, name, fc.constantFrom(...stages), (project, session, stage) => {
      expect(placeOfUri(uriOf({ project, session, stage }))).toEqual({ project, session, stage });
    }),
  );
});
