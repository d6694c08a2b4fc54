/** Programs that others wrote talk to our server: the protocol's conformance suite and its inspector. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { childCommand, runNode, startAgentServer, startServer, temporaryFolder } from "./processes.ts";

const packageFolder = (name: string): string =>
  join(
    dirname(createRequire(import.meta.url).resolve("@modelcontextprotocol/sdk/client")),
    "../../../..",
    name,
  );

const conformance = join(packageFolder("conformance"), "dist/index.js");
const inspector = join(packageFolder("inspector"), "clients/launcher/build/index.js");

/** What any server must do; the other scenarios want tools, prompts and resources of an example server. */
const generic = [
  "server-initialize",
  "ping",
  "tools-list",
  "server-sse-multiple-streams",
  "dns-rebinding-protection",
];
const exampleServers = /^(tools-call-|prompts-|resources-|elicitation-|completion-|logging-set-level)/;

/** Each scenario that wants no example server, and whether it passed. */
const conformanceOf = async (url: string) => {
  const { stdout } = await runNode(conformance, "server", "--url", url);
  const [, summary = ""] = stdout.split("=== SUMMARY ===");
  return Array.from(summary.matchAll(/^([✓✗]) ([\w-]+):/gm), ([, mark, name = ""]) => ({ mark, name }));
};

describe("the official conformance suite", () => {
  it("passes in every scenario that wants no example server", async () => {
    const { url } = await startServer(temporaryFolder(), "0");
    const others = (await conformanceOf(url)).filter(({ name }) => !exampleServers.test(name));
    expect(others.map(({ name }) => name)).toEqual(generic);
    expect(others.filter(({ mark }) => mark !== "✓")).toEqual([]);
  });

  // It speaks HTTP only; what an agent is offered on standard input and output is the same offer.
  it("passes in those over what an agent is offered, and in the list of resources", async () => {
    const { url } = await startAgentServer();
    const wanted = ["resources-list", ...generic];
    const outcomes = (await conformanceOf(url)).filter(({ name }) => wanted.includes(name));
    expect(outcomes.map(({ name }) => name).sort()).toEqual(wanted.sort());
    expect(outcomes.filter(({ mark }) => mark !== "✓")).toEqual([]);
  });
});

describe("the official inspector", () => {
  const inspect = async (target: ReadonlyArray<string>, ...args: ReadonlyArray<string>) => {
    const { code, stdout, stderr } = await runNode(inspector, "--cli", ...target, ...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return JSON.parse(stdout);
  };
  const listed = ["--method", "tools/list"];
  const call = ["--method", "tools/call", "--tool-name", "artifact_get"];
  const spec = JSON.stringify([{ project: "shop", session: "checkout", kind: "spec" }]);

  const both = async (target: ReadonlyArray<string>) => {
    const [list, got] = await Promise.all([
      inspect(target, ...listed),
      inspect(target, ...call, "--tool-arg", `refs=${spec}`),
    ]);
    expect(list.tools.map(({ name }: { readonly name: string }) => name)).toEqual([
      "artifact_heads",
      "artifact_get",
      "artifact_commit",
    ]);
    expect(got.structuredContent).toEqual({
      documents: [{ state: "missing", ref: { project: "shop", session: "checkout", kind: "spec" } }],
    });
  };

  it("lists and calls the tools over HTTP", async () => {
    const { url } = await startServer(temporaryFolder(), "0");
    await both([url, "--transport", "http"]);
  });

  it("lists and calls the tools over standard input and output", async () => {
    await both([...childCommand("stdio", temporaryFolder())]);
  });
});
