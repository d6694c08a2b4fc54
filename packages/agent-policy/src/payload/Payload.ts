/**
 * What an agent hands its hook before a tool runs, read into a request. Shapes differ by agent, and agents
 * run hooks that were installed for others, so a payload is read by the keys it has.
 */
import type { Edit } from "../Edit.ts";
import { idseCall } from "../IdseCall.ts";
import { type Dialect, type Request, request } from "../Request.ts";
import { codexPatch } from "./ApplyPatch.ts";
import { committed } from "./ArtifactCommit.ts";
import { type Fields, fieldsOf, listIn, noFields, parseFields, textIn, textsOf } from "./Json.ts";
import { mcpTool, readsByName } from "./McpTool.ts";
import {
  commandKeys,
  harmlessTools,
  ownTools,
  patchTools,
  pathKeys,
  readingTools,
  shellTools,
  writingTools,
} from "./Tools.ts";

export const agents = ["claude", "codex", "copilot", "cursor", "gemini", "opencode"] as const;
export type Agent = (typeof agents)[number];

export type Payload =
  | { readonly ok: true; readonly request: Request }
  /** Whoever asks denies it inside a workspace. */
  | { readonly ok: false; readonly problem: string };

const understood = (one: Request): Payload => ({ ok: true, request: one });
const unclear = (problem: string): Payload => ({ ok: false, problem });

/** Reads what `agent` wrote to its hook. */
export const payloadOf = (agent: Agent, text: string): Payload => {
  const payload = parseFields(text);
  if (payload === null) return unclear(`What ${agent} sent is not a JSON object.`);
  const cwd = textIn(payload, "cwd") ?? textsOf(payload.get("workspace_roots"))?.[0] ?? null;
  const event = textIn(payload, "hook_event_name") ?? "";
  if (event === "beforeShellExecution") return shell(agent, "Shell", payload, cwd);
  if (event === "beforeReadFile" || event === "beforeTabFileRead")
    return understood(request("read", event, cwd));
  const tool = textIn(payload, "tool_name", "toolName", "tool");
  if (tool === null || tool === "") return unclear(`What ${agent} sent names no tool.`);
  const input = inputOf(payload);
  if (input === null) return unclear(`What ${agent} sent for the tool ${tool} is not a JSON object.`);
  return toolRequest(agent, tool, input, cwd, event === "beforeMCPExecution" || payload.has("mcp_context"));
};

/** Null where there is something that cannot be read. Some agents send the input as a text. */
const inputOf = (payload: Fields): Fields | null => {
  const given = ["tool_input", "toolArgs", "args"].map((key) => payload.get(key)).find((one) => one != null);
  if (given === undefined) return noFields;
  if (typeof given !== "string") return fieldsOf(given);
  return given.includes("*** Begin Patch") && !given.trimStart().startsWith("{")
    ? new Map([["input", given]])
    : parseFields(given);
};

const toolRequest = (
  agent: Agent,
  tool: string,
  input: Fields,
  cwd: string | null,
  fromServer: boolean,
): Payload => {
  const name = tool.toLowerCase();
  if (!fromServer) {
    if (patchTools.has(name)) return patch(tool, input, cwd);
    if (shellTools.has(name)) return shell(agent, tool, input, cwd);
    if (writingTools.has(name)) return write(tool, input, cwd);
    if (readingTools.has(name)) return understood(request("read", tool, cwd));
    if (harmlessTools.has(name)) return understood(request("other", tool, cwd));
  }
  const served = mcpTool(tool, fromServer);
  if (/(?:^|[^a-z])artifact_commit$/.test(name)) return commit(tool, input);
  const words = served?.ours === true ? ownTools.get(served.tool) : undefined;
  if (words !== undefined) return own(tool, words, input, cwd);
  return foreign(agent, tool, served?.tool ?? tool, input, cwd);
};

const pathsIn = (input: Fields): ReadonlyArray<string> => {
  const nested = ["edits", "files", "changes", "operations"].flatMap((key) => listIn(input, key));
  const within = [input, ...nested.map((one) => fieldsOf(one) ?? noFields)];
  const named = within.flatMap((one) =>
    pathKeys.flatMap((key) => {
      const value = one.get(key);
      return typeof value === "string" && value !== "" ? [value] : [];
    }),
  );
  const listed = ["paths", "files"].flatMap((key) => textsOf(input.get(key)) ?? []);
  return [...new Set([...named, ...listed])];
};

const editsIn = (input: Fields, path: string): ReadonlyArray<Edit> => {
  const whole = textIn(input, "content", "contents", "file_text", "text");
  const steps = [input, ...listIn(input, "edits").map((one) => fieldsOf(one) ?? noFields)];
  return [
    ...(whole === null ? [] : [{ kind: "whole", path, text: whole } as const]),
    ...steps.flatMap((one): ReadonlyArray<Edit> => {
      const to = textIn(one, "new_string", "new_str", "newString", "new_source", "insert_text");
      if (to === null) return [];
      const from = textIn(one, "old_string", "old_str", "oldString") ?? "";
      const all = one.get("replace_all") === true || one.get("allow_multiple") === true;
      return [{ kind: "replace", path, from, to, all }];
    }),
  ];
};

const write = (tool: string, input: Fields, cwd: string | null): Payload => {
  // The one tool that both reads and writes says which in a word.
  if (textIn(input, "command") === "view") return understood(request("read", tool, cwd));
  const paths = pathsIn(input);
  const [path] = paths;
  if (path === undefined) return unclear(`The tool ${tool} says no file.`);
  return understood(request("write", tool, cwd, { paths, edits: editsIn(input, path) }));
};

const patch = (tool: string, input: Fields, cwd: string | null): Payload => {
  const words = textsOf(input.get("command"));
  const text =
    words?.find((one) => one.includes("***")) ??
    textIn(input, "command", "input", "patch", "patch_text", "patchText");
  const read = text === null ? null : codexPatch(text);
  return read === null
    ? unclear(`The patch of the tool ${tool} names no file.`)
    : understood(request("write", tool, folderIn(input, cwd), read));
};

const folderIn = (input: Fields, cwd: string | null): string | null => {
  const folder = textIn(input, "workdir", "directory", "dir_path", "working_directory");
  if (folder === null || folder === "") return cwd;
  return cwd === null || /^(?:[\\/]|[A-Za-z]:)/.test(folder) ? folder : `${cwd}/${folder}`;
};

const onWindows = (cwd: string | null): boolean => cwd !== null && /^[A-Za-z]:[\\/]/.test(cwd);

const dialectsOf = (agent: Agent, tool: string, cwd: string | null): ReadonlyArray<Dialect> => {
  const name = tool.toLowerCase();
  if (/powershell|pwsh/.test(name)) return ["powershell"];
  if (name === "cmd") return ["cmd"];
  // These two bring a shell of Unix along; the others start whatever Windows has.
  const unix = agent === "claude" || agent === "copilot";
  return onWindows(cwd) && !unix ? ["posix", "powershell", "cmd"] : ["posix"];
};

/** A list of words as the line that a shell would read as those words. */
const lineOf = (words: ReadonlyArray<string>): string =>
  words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");

const shell = (agent: Agent, tool: string, input: Fields, cwd: string | null): Payload => {
  const words = textsOf(input.get("command"));
  const command = words === null ? textIn(input, ...commandKeys) : lineOf(words);
  if (command === null) return unclear(`The tool ${tool} says no command.`);
  const dialects = words === null ? dialectsOf(agent, tool, cwd) : (["posix"] as const);
  return understood(request("shell", tool, folderIn(input, cwd), { command, dialects }));
};

const commit = (tool: string, input: Fields): Payload => {
  const changes = committed(input);
  return changes === null
    ? unclear(`The tool ${tool} does not say which documents it changes.`)
    : understood(request("write", tool, null, changes));
};

const own = (tool: string, words: ReadonlyArray<string>, input: Fields, cwd: string | null): Payload => {
  const options = ["project", "session", "stage"].flatMap((key) => {
    const value = textIn(input, key);
    return value === null ? [] : [`--${key}`, value];
  });
  const said = [...words, ...options].map((text) => ({ text, sure: true }));
  const text = textIn(input, "text", "content");
  const kind = words.join(" ") === "artifact write" ? "write" : words[0] === "session" ? "other" : "read";
  return understood(request(kind, tool, cwd, { call: idseCall(said, text) }));
};

/** A tool of somebody else's server: what can be told from what it is given. */
const foreign = (agent: Agent, tool: string, name: string, input: Fields, cwd: string | null): Payload => {
  if (textsOf(input.get("command")) !== null || textIn(input, "command", "cmd", "script") !== null)
    return shell(agent, tool, input, cwd);
  if (readsByName(name)) return understood(request("read", tool, cwd));
  const paths = pathsIn(input);
  const [path] = paths;
  if (path === undefined) return understood(request("other", tool, cwd, { known: false }));
  return understood(request("write", tool, cwd, { paths, edits: editsIn(input, path), known: false }));
};
