/** `idse mcp serve` and its tokens, run as a team runs them. */
import { execFile } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type Change, newOperation } from "@idse/design-store";
import { beforeAll, describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { edit, idse, jsonOf, startIdse, temporaryFolder, treeOf } from "../../../cli/test/support.ts";
import { type Server, startServer, tokenFor, withStore } from "./serving.ts";

const spec = { project: "shop", session: "checkout", kind: "spec" } as const;
const put = (content: string): Change => ({ _tag: "Put", ref: spec, content, expect: "absent" });

const commit = (server: Server, token: string | undefined, content: string) =>
  Effect.runPromise(withStore(server, token, (store) => store.commit([put(content)], newOperation())));
const read = (server: Server, token: string | undefined) =>
  Effect.runPromise(withStore(server, token, (store) => store.get([spec])));
const refused = (server: Server, token: string | undefined) =>
  Effect.runPromise(Effect.flip(withStore(server, token, (store) => store.get([spec]))));

describe("a server for a team", () => {
  let folder = "";
  let acme = "";
  let other = "";
  let server: Server;
  beforeAll(async () => {
    folder = temporaryFolder("server");
    acme = tokenFor(folder, "acme");
    other = tokenFor(folder, "other");
    server = await startServer(folder);
  });

  it("says where it is, in a line for people and in a document for programs", () => {
    expect(server.told()).toBe(`Serving the documents of each tenant at ${server.url}\n`);
    expect(server.url).toBe(`http://127.0.0.1:${server.port}/mcp`);
  });

  it("keeps each tenant's documents in a folder of its own, and shows them to nobody else", async () => {
    await commit(server, acme, "# Of acme\n");
    expect(await read(server, other)).toMatchObject([{ _tag: "Missing" }]);
    await commit(server, other, "# Of other\n");
    expect(await read(server, acme)).toMatchObject([{ content: "# Of acme\n" }]);
    expect(readdirSync(join(folder, "tenants")).sort()).toEqual(["acme", "other"]);
    const path = ".idse/projects/shop/sessions/checkout/specs/spec.md";
    expect(readFileSync(join(folder, "tenants/other", path), "utf8")).toBe("# Of other\n");
  });

  it("lets in a token from the moment it is made until it is taken away", async () => {
    const late = tokenFor(folder, "acme", "late");
    expect(await read(server, late)).toMatchObject([{ content: "# Of acme\n" }]);
    expect(idse(["mcp", "token", "remove", "late"], { cwd: folder }).code).toBe(0);
    expect(await refused(server, late)).toMatchObject({ _tag: "Unauthorized" });
    expect(await refused(server, undefined)).toMatchObject({ _tag: "Unauthorized" });
    expect(await read(server, acme)).toMatchObject([{ content: "# Of acme\n" }]);
  });

  it("is where a project can be kept, from init to a feature", async () => {
    const cwd = temporaryFolder();
    const env = { IDSE_ARTIFACT_CORE_TOKEN: acme };
    for (const args of [
      ["init", "--store", "artifact-core", "--store-url", server.url],
      ["spawn", "pay"],
    ])
      expect(await startIdse(args, { cwd, env })).toMatchObject({ code: 0, stderr: "" });
    const clone = temporaryFolder();
    const join_ = ["init", "--store", "artifact-core", "--store-url", server.url, "--join", "--json"];
    expect((await startIdse(join_, { cwd: clone, env })).code).toBe(0);
    const sessions = jsonOf(await startIdse(["sessions", "--json"], { cwd: clone, env })).sessions;
    expect(sessions.map(({ id }: { readonly id: string }) => id).sort()).toEqual(["__blueprint__", "pay"]);
  });

  it("is served to the protocol's own inspector as to our client", async () => {
    const sdk = createRequire(import.meta.url).resolve("@modelcontextprotocol/sdk/client");
    const inspector = join(dirname(sdk), "../../../../inspector/clients/launcher/build/index.js");
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...[inspector, "--cli", server.url, "--transport", "http", "--header", `Authorization: Bearer ${acme}`],
      ...[
        "--method",
        "tools/call",
        "--tool-name",
        "artifact_get",
        "--tool-arg",
        `refs=${JSON.stringify([spec])}`,
      ],
    ]);
    expect(JSON.parse(stdout).structuredContent.documents).toMatchObject([{ content: "# Of acme\n" }]);
  });

  it("keeps no token that could be read", () => {
    expect(statSync(join(folder, "tokens")).mode & 0o777).toBe(0o600);
    const texts = [...Object.values(treeOf(folder)), server.told()];
    for (const token of [acme, other]) expect(texts.filter((text) => text.includes(token))).toEqual([]);
  });
});

describe("a server without tokens", () => {
  it("is one tenant's, on this machine", async () => {
    const folder = temporaryFolder("server");
    const server = await startServer(folder, ["--open", "me"]);
    await commit(server, undefined, "# Mine\n");
    expect(readdirSync(folder)).toEqual(["tenants"]);
    expect(await read(server, undefined)).toMatchObject([{ content: "# Mine\n" }]);
  });
});

describe("a server that cannot begin", () => {
  const failing = (args: ReadonlyArray<string>, cwd = temporaryFolder("server")) => {
    const run = idse(["mcp", "serve", ...args, "--json"], { cwd });
    return [run.code, jsonOf(run).error.code, jsonOf(run).error.message, jsonOf(run).error.hint];
  };
  const any = ["--http", "127.0.0.1:0"];

  it("because somebody listens there already, names another way", async () => {
    const first = createServer();
    await new Promise<void>((done) => first.listen(0, "127.0.0.1", done));
    const { port } = first.address() as AddressInfo;
    expect(failing(["--http", `127.0.0.1:${port}`, "--open", "me"])).toEqual([
      6,
      "address-unavailable",
      expect.stringContaining("EADDRINUSE"),
      "idse mcp serve --http 127.0.0.1:0",
    ]);
    first.close();
  });

  it("because there are no tokens, says how to make one", () => {
    expect(failing([...any, "--directory", "below"])).toEqual([
      6,
      "tokens-unreadable",
      expect.stringContaining("below/tokens"),
      "idse mcp token add NAME --tenant TENANT --directory below",
    ]);
  });

  it("because a line of its tokens is none, says which", () => {
    const cwd = temporaryFolder("server");
    tokenFor(cwd, "acme");
    edit(join(cwd, "tokens"), (text) => `${text}not a token\n`);
    expect(failing(any, cwd)).toEqual([
      6,
      "tokens-unreadable",
      expect.stringContaining("Line 2"),
      expect.stringMatching(/^Mend .*tokens/),
    ]);
  });

  it.each([
    [["--http", "0.0.0.0:0", "--open", "me"], "from this machine only"],
    [["--http", "4310"], "no address"],
    [["--http", "127.0.0.1:70000"], "no address"],
    [[...any, "--open", "../me"], "not a usable name"],
  ])("as it was asked to, says what is wrong: %j", (args, message) => {
    expect(failing(args)).toEqual([2, "misuse", expect.stringContaining(message), expect.any(String)]);
  });
});

describe("tokens", () => {
  it("that are made and taken away all at once are none too few and none too many", async () => {
    const cwd = temporaryFolder("server");
    tokenFor(cwd, "acme", "old");
    const names = ["a", "b", "c", "d"];
    const runs = await Promise.all([
      ...names.map((name) => startIdse(["mcp", "token", "add", name, "--tenant", "acme"], { cwd })),
      startIdse(["mcp", "token", "remove", "old"], { cwd }),
    ]);
    expect(runs.map(({ code, stderr }) => [code, stderr])).toEqual(runs.map(() => [0, ""]));
    const { tokens } = jsonOf(idse(["mcp", "token", "list", "--json"], { cwd }));
    expect(tokens.map(({ name }: { readonly name: string }) => name).sort()).toEqual(names);
  });

  it("have a name once", () => {
    const cwd = temporaryFolder("server");
    tokenFor(cwd, "acme", "laptop");
    const run = idse(["mcp", "token", "add", "laptop", "--tenant", "other", "--json"], { cwd });
    expect([run.code, jsonOf(run).error]).toMatchObject([4, { code: "token-exists" }]);
    expect(run.stdout).not.toContain("idse_");
  });
});
