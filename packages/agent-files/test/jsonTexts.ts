/** JSON as people write it: comments, trailing commas, any white space, and servers and hooks of their own. */
import fc from "fast-check";

const name = fc.constantFrom(
  "a",
  "other",
  "idse-docs",
  "$schema",
  "version",
  "mcp",
  "hooks",
  "x y",
  "\u00e9",
);
const scalar = fc.constantFrom<unknown>("text", 'quo"te', 0, -1.5, true, false, null, "// no comment", "[,]");
const server = fc.constantFrom<unknown>(
  { command: "npx", args: ["other", "mcp"] },
  { url: "https://example.org" },
  {},
);
const ownHook = fc.constantFrom<unknown>(
  { matcher: "Bash", hooks: [{ type: "command", command: "lint" }] },
  { command: "lint" },
  {},
);
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    scalar,
    fc.array(tie("value"), { maxLength: 2 }),
    fc.dictionary(name, tie("value"), { maxKeys: 2 }),
  ),
})).value;

const servers = fc.dictionary(fc.constantFrom("other", "github", "x"), server, { maxKeys: 2 });
const events = fc.dictionary(
  fc.constantFrom("PreToolUse", "SessionStart", "preToolUse", "BeforeTool", "Stop"),
  fc.array(ownHook, { maxLength: 2 }),
  { maxKeys: 3 },
);
const context = fc.record(
  {
    fileName: fc.oneof(
      fc.constantFrom<unknown>("X.md", [], ["X.md"], ["GEMINI.md"], ["AGENTS.md", "X.md"]),
      fc.array(fc.constantFrom("A.md", "B.md"), { maxLength: 3 }),
    ),
    other: scalar,
  },
  { requiredKeys: [] },
);

/** What an agent's settings may hold. */
const settings = fc
  .tuple(
    fc.record(
      { mcpServers: servers, servers, mcp: servers, hooks: events, context, version: fc.constant(1) },
      { requiredKeys: [] },
    ),
    fc.dictionary(fc.constantFrom("a", "$schema", "model", "x y"), anything, { maxKeys: 2 }),
    fc.boolean(),
  )
  .map(([known, more, first]) => (first ? { ...more, ...known } : { ...known, ...more }));

const gap = fc.constantFrom(
  "",
  " ",
  "\n",
  "\n  ",
  "\n\t",
  "\n    ",
  " // why\n",
  "/* so */",
  " /* a\n b */ ",
  "\n\n",
);
const lineEnd = fc.constantFrom("\n", "\r\n", "\r");

interface Manner {
  readonly gaps: ReadonlyArray<string>;
  readonly trailing: boolean;
}

/** A value with the next gap wherever there may be one. */
const printed = (value: unknown, { gaps, trailing }: Manner): string => {
  let turn = 0;
  const between = () => gaps[turn++ % gaps.length] ?? "";
  const list = (open: string, items: ReadonlyArray<string>, close: string): string =>
    items.length === 0
      ? open + between() + close
      : `${open}${items.map((item) => between() + item + between()).join(",")}${trailing ? "," : ""}${between()}${close}`;
  const print = (one: unknown): string => {
    if (Array.isArray(one)) return list("[", one.map(print), "]");
    if (typeof one !== "object" || one === null) return JSON.stringify(one);
    const members = Object.entries(one).map(
      ([key, member]) => `${JSON.stringify(key)}${between()}:${between()}${print(member)}`,
    );
    return list("{", members, "}");
  };
  return between() + print(value) + between();
};

const messy = fc
  .tuple(
    settings,
    fc.record({ gaps: fc.array(gap, { minLength: 1, maxLength: 9 }), trailing: fc.boolean() }),
    fc.constantFrom("", "\ufeff"),
    lineEnd,
  )
  .map(([value, manner, mark, end]) => mark + printed(value, manner).replaceAll("\n", end));

const tidy = fc
  .tuple(settings, fc.constantFrom<string | number>("\t", 2, 4, ""), fc.constantFrom("", "\n"), lineEnd)
  .map(([value, indent, last, end]) => `${JSON.stringify(value, null, indent)}${last}`.replaceAll("\n", end));

/** Any of those, or the few that are all brackets. */
export const jsonText = fc.oneof(
  { weight: 4, arbitrary: messy },
  { weight: 4, arbitrary: tidy },
  {
    weight: 1,
    arbitrary: fc.constantFrom("{}", "{}\n", "{\n}", "{ }", "{ // c\n}\n", "\ufeff{}", "// c\n{}\n"),
  },
);
