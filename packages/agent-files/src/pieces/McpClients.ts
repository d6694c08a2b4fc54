/**
 * How each agent starts the MCP server of IDSE: one entry called `idse` among the servers of others. In a file that one
 * agent reads the server is told whose mode holds; where several read it, their hooks are all that asks.
 */
import { type AgentFilesInput, hookSubject } from "../AgentFilesInput.ts";
import type { Agent } from "../Agents.ts";
import { isMcpCall, mcpWords } from "../CommandLine.ts";
import { jsonEntry } from "../json/JsonEntry.ts";
import { isObject, isSameJson, type Json } from "../json/JsonText.ts";
import type { Piece, PieceContent } from "../Piece.ts";
import { tomlTable } from "../toml/TomlBlock.ts";

/** A file of JSON that names servers, and how an entry looks there. */
interface Client {
  readonly path: string;
  readonly agents: ReadonlyArray<Agent>;
  readonly servers: string;
  readonly entry: (words: ReadonlyArray<string>) => Readonly<Record<string, Json>>;
  readonly scaffold?: Readonly<Record<string, Json>>;
}

const commandAndArgs = ([command = "", ...args]: ReadonlyArray<string>) => ({ command, args });
const stdio = (words: ReadonlyArray<string>) => ({ type: "stdio", ...commandAndArgs(words) });

const clients = ({ existing }: AgentFilesInput): ReadonlyArray<Client> => [
  { path: ".mcp.json", agents: ["claude", "copilot"], servers: "mcpServers", entry: stdio },
  { path: ".vscode/mcp.json", agents: ["copilot"], servers: "servers", entry: stdio },
  { path: ".cursor/mcp.json", agents: ["cursor"], servers: "mcpServers", entry: commandAndArgs },
  { path: ".gemini/settings.json", agents: ["gemini"], servers: "mcpServers", entry: commandAndArgs },
  {
    path: openCodePath(existing),
    agents: ["opencode"],
    servers: "mcp",
    entry: (words) => ({ type: "local", command: words, enabled: true }),
    // OpenCode writes this into a file that lacks it.
    scaffold: { $schema: "https://opencode.ai/config.json" },
  },
];

/** OpenCode reads both; the one with comments is taken where people keep only that, or it has our entry. */
const openCodePath = (existing: AgentFilesInput["existing"]): string => {
  const commented = existing["opencode.jsonc"];
  const isTaken =
    typeof commented === "string" &&
    (typeof existing["opencode.json"] !== "string" || /"idse"\s*:/.test(commented));
  return isTaken ? "opencode.jsonc" : "opencode.json";
};

export const mcpPieces = (input: AgentFilesInput): ReadonlyArray<Piece> => {
  const wordsFor = ([agent, ...others]: ReadonlyArray<Agent>): ReadonlyArray<string> => {
    const isHeld = agent !== undefined && others.length === 0;
    return mcpWords(input.start, isHeld ? hookSubject(input, agent).id : null);
  };
  return [
    ...clients(input).map(
      (client): Piece => ({
        path: client.path,
        part: "mcp",
        agents: client.agents,
        ...serverEntry(client, wordsFor(client.agents)),
      }),
    ),
    {
      path: ".codex/config.toml",
      part: "mcp",
      agents: ["codex"],
      ...tomlTable({ path: ["mcp_servers", "idse"], values: commandAndArgs(wordsFor(["codex"])) }),
    },
  ];
};

const serverEntry = ({ servers, entry, scaffold }: Client, words: ReadonlyArray<string>): PieceContent =>
  jsonEntry({
    kind: "member",
    path: [servers, "idse"],
    value: entry(words),
    owns: (standing) => {
      const standingWords = wordsOf(standing);
      return isMcpCall(standingWords) && isSameJson(entry(standingWords), standing);
    },
    ...(scaffold === undefined ? {} : { scaffold }),
  });

/** The words that an entry starts its server with; none where that is not how it looks. */
const wordsOf = (standing: unknown): ReadonlyArray<string> => {
  if (!isObject(standing)) return [];
  const { command, args } = standing;
  const words: ReadonlyArray<unknown> = [
    ...(Array.isArray(command) ? command : [command]),
    ...(Array.isArray(args) ? args : []),
  ];
  return words.filter((word) => typeof word === "string");
};
