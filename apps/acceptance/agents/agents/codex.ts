import { join } from "node:path";
import type { ToolCall } from "../apis/Api.ts";
import { responses } from "../apis/responses.ts";
import { textAt, write } from "../files.ts";
import type { Place, RealAgent, Wish } from "../RealAgent.ts";
import { codexHooks } from "./codexHooks.ts";

const patchOf = (...lines: ReadonlyArray<string>): string =>
  ["*** Begin Patch", ...lines, "*** End Patch", ""].join("\n");

/** What a wish comes to: a patch, a command, or a tool of our server. */
type Act =
  | { readonly kind: "patch"; readonly text: string }
  | { readonly kind: "shell"; readonly command: string }
  | Extract<Wish, { kind: "served" }>;

const actOf = (wish: Wish): Act => {
  switch (wish.kind) {
    case "read":
      return { kind: "shell", command: `cat ${wish.path}` };
    case "create": {
      const lines = wish.text.trimEnd().split("\n");
      return {
        kind: "patch",
        text: patchOf(`*** Add File: ${wish.path}`, ...lines.map((line) => `+${line}`)),
      };
    }
    case "edit":
      return {
        kind: "patch",
        text: patchOf(`*** Update File: ${wish.path}`, "@@", `-${wish.from}`, `+${wish.to}`),
      };
    default:
      return wish;
  }
};

const direct = (act: Act): ToolCall => {
  switch (act.kind) {
    case "patch":
      return { name: "apply_patch", input: { text: act.text } };
    case "shell":
      return { name: "exec_command", input: { cmd: act.command } };
    case "served":
      return { name: act.tool, namespace: "mcp__idse", input: act.input };
  }
};

const codeOf = (act: Act): string => {
  switch (act.kind) {
    case "patch":
      return `tools.apply_patch(${JSON.stringify(act.text)})`;
    case "shell":
      return `tools.exec_command(${JSON.stringify({ cmd: act.command })})`;
    case "served":
      return `tools.mcp__idse__${act.tool}(${JSON.stringify(act.input)})`;
  }
};

/** Models of this year write a program that calls the tools. */
const byProgram = (act: Act): ToolCall => ({
  name: "exec",
  namespace: "functions",
  input: { text: `text(await ${codeOf(act)});` },
});

const configurationPath = ({ home }: Place): string => join(home, ".codex/config.toml");

const configuration = (model: string, { url }: Place): string => `model = "${model}"
model_provider = "stand-in"
approval_policy = "never"
sandbox_mode = "danger-full-access"

[analytics]
enabled = false

[model_providers.stand-in]
name = "stand-in"
base_url = "${url}/v1"
wire_api = "responses"
`;

/** The folder, and then each hook of it, by the mark that Codex itself gives it, as `/hooks` does. */
const trusted = async (place: Place, binary: string): Promise<void> => {
  const path = configurationPath(place);
  const folder = `${textAt(path)}\n[projects."${place.repo}"]\ntrust_level = "trusted"\n`;
  write(path, folder);
  const hooks = await codexHooks(binary, place);
  const states = hooks.map(
    ({ key, currentHash }) => `\n[hooks.state."${key}"]\ntrusted_hash = "${currentHash}"\n`,
  );
  write(path, `${folder}${states.join("")}`);
};

/** A repository's settings count where it is trusted, and each of its hooks once a person has looked at it. */
const codexOf = (name: string, model: string, search: ToolCall, call: (act: Act) => ToolCall): RealAgent => ({
  agent: "codex",
  name,
  package: "@openai/codex",
  version: "0.169.0",
  binary: "node_modules/@openai/codex/bin/codex.js",
  api: responses,
  configure: (place) => write(configurationPath(place), configuration(model, place)),
  trust: trusted,
  environment: () => ({}),
  args: (prompt) => ["exec", prompt],
  served: (tool) => tool,
  search,
  call: (wish) => call(actOf(wish)),
});

const toolSearch: ToolCall = { name: "tool_search", input: { query: "idse", limit: 20 } };
const programSearch: ToolCall = {
  name: "exec",
  namespace: "functions",
  input: { text: "text(ALL_TOOLS.map(({ name }) => name));" },
};

export const codex = codexOf("Codex", "gpt-5.5", toolSearch, direct);
export const codexPrograms = codexOf("Codex, code mode", "gpt-6-sol", programSearch, byProgram);
