/** `idse mcp` as its own process, and the official clients that talk to it, the newer and the older. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { afterEach } from "@jest/globals";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { Client as OlderClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as OlderTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { bin, cleanEnvironment } from "../../../cli/test/support.ts";

/** What both clients can do, told alike. */
export interface Talk {
  readonly tools: () => Promise<
    ReadonlyArray<{ readonly name: string; readonly outputSchema?: object | undefined }>
  >;
  readonly call: (name: string, input?: Record<string, unknown>) => Promise<Called>;
  readonly resources: () => Promise<
    ReadonlyArray<{ readonly uri: string; readonly mimeType?: string | undefined }>
  >;
  readonly read: (uri: string) => Promise<ReadonlyArray<Record<string, unknown>>>;
}

export interface Called {
  readonly isError: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every kind
  readonly document: any;
  readonly text: string;
}

const open: Array<() => Promise<void>> = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const command = (cwd: string, args: ReadonlyArray<string>) => ({
  command: process.execPath,
  args: [bin, "mcp", ...args],
  cwd,
  env: cleanEnvironment(),
});

/** The first text of an answer, as a host shows it. */
const calledOf = (answer: Record<string, unknown>): Called => ({
  isError: answer.isError === true,
  document: answer.structuredContent,
  text: (answer.content as ReadonlyArray<{ readonly text: string }>)[0]?.text ?? "",
});

/** With `auto` it speaks the newest protocol that the server does, and that of 2025 otherwise. */
export const newer = async (
  cwd: string,
  args: ReadonlyArray<string> = [],
  mode: "auto" | "legacy" = "auto",
): Promise<Talk> => {
  const client = new Client({ name: "newer", version: "1" }, { versionNegotiation: { mode } });
  await client.connect(new StdioClientTransport(command(cwd, args)));
  open.push(() => client.close());
  return {
    tools: async () => (await client.listTools()).tools,
    call: async (name, input = {}) => calledOf(await client.callTool({ name, arguments: input })),
    resources: async () => (await client.listResources()).resources,
    read: async (uri) => (await client.readResource({ uri })).contents,
  };
};

/** It holds every answer against the schema that the server listed, failures too. */
export const older = async (cwd: string, args: ReadonlyArray<string> = []): Promise<Talk> => {
  const client = new OlderClient({ name: "older", version: "1" });
  const transport = new OlderTransport(command(cwd, args));
  await client.connect(transport as Parameters<OlderClient["connect"]>[0]);
  open.push(() => client.close());
  await client.listTools();
  return {
    tools: async () => (await client.listTools()).tools,
    call: async (name, input = {}) => calledOf(await client.callTool({ name, arguments: input })),
    resources: async () => (await client.listResources()).resources,
    read: async (uri) => (await client.readResource({ uri })).contents,
  };
};

/** The inspector's command line. */
export const inspector = join(
  dirname(createRequire(import.meta.url).resolve("@modelcontextprotocol/sdk/client")),
  "../../../../inspector/clients/launcher/build/index.js",
);
