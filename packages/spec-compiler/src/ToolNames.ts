/**
 * What a profile calls a tool, as an agent calls it. The seven plain words and their other names are those of
 * GitHub's reference for custom agents; a tool of an MCP server is `server/tool`, all of its tools `server/*`.
 */

const otherNames = {
  execute: ["shell", "bash", "powershell"],
  read: ["notebookread"],
  edit: ["multiedit", "write", "notebookedit"],
  search: ["grep", "glob"],
  agent: ["custom-agent", "task"],
  web: ["websearch", "webfetch"],
  todo: ["todowrite"],
} as const;

export type Ability = keyof typeof otherNames;

export interface ToolVocabulary {
  /** What the agent calls the tools of an ability. */
  readonly abilities: Readonly<Record<Ability, ReadonlyArray<string>>>;
  /** How it writes a tool of an MCP server; `*` for all of them. */
  readonly mcp: (server: string, tool: string) => string;
}

export interface NamedTools {
  /** In the agent's own words, each once, in the order they were first named. */
  readonly names: ReadonlyArray<string>;
  /** What is no word of the agent's. */
  readonly unknown: ReadonlyArray<string>;
}

export const nameTools = (tools: ReadonlyArray<string>, vocabulary: ToolVocabulary): NamedTools => {
  const read = tools.map((tool) => ({ tool, names: namesOf(tool.trim(), vocabulary) }));
  return {
    names: [...new Set(read.flatMap(({ names }) => names))],
    unknown: read.filter(({ names }) => names.length === 0).map(({ tool }) => tool),
  };
};

const namesOf = (tool: string, { abilities, mcp }: ToolVocabulary): ReadonlyArray<string> => {
  // Written as the agent writes it, it is that one tool; else a plain word for all that do it.
  if (Object.values(abilities).flat().includes(tool)) return [tool];
  const word = tool.toLowerCase();
  const ability = abilitiesInOrder.find(
    (one) => one === word || otherNames[one].some((name) => name === word),
  );
  if (ability !== undefined) return abilities[ability];
  const [, server, name] =
    /^([A-Za-z0-9_-]+)\/([A-Za-z0-9_-]+|\*)$/.exec(tool) ??
    /^mcp__([A-Za-z0-9-]+)__([A-Za-z0-9_-]+)$/.exec(tool) ??
    [];
  return server === undefined || name === undefined ? [] : [mcp(server, name)];
};

const abilitiesInOrder = Object.keys(otherNames).filter((key): key is Ability =>
  Object.hasOwn(otherNames, key),
);
