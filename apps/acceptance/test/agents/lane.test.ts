/** The parts of `npm run test:agents` that need no agent: what the stand-in says, what is scrubbed, what is a failure. */
import { describe, expect, it } from "@jest/globals";
import type { ModelApi } from "../../agents/apis/Api.ts";
import { anthropic } from "../../agents/apis/anthropic.ts";
import { chat } from "../../agents/apis/chat.ts";
import { gemini } from "../../agents/apis/gemini.ts";
import { responses } from "../../agents/apis/responses.ts";
import { checks, type Outcomes } from "../../agents/checks.ts";
import { scrubbed } from "../../agents/record.ts";
import { standIn } from "../../agents/StandIn.ts";
import { hasFailed, markdownTable, problemsOf } from "../../agents/table.ts";

/** A request with one tool and so many results, as each API has them. */
const requests: ReadonlyArray<
  readonly [name: string, api: ModelApi, path: string, body: (results: ReadonlyArray<string>) => object]
> = [
  [
    "Anthropic's Messages",
    anthropic,
    "/v1/messages",
    (results) => ({
      tools: [{ name: "Write" }],
      messages: [
        { role: "user", content: "Go." },
        ...results.map((content) => ({ role: "user", content: [{ type: "tool_result", content }] })),
      ],
    }),
  ],
  [
    "OpenAI's responses",
    responses,
    "/v1/responses",
    (results) => ({
      input: [
        { type: "additional_tools", tools: [{ name: "functions", tools: [{ name: "Write" }] }] },
        ...results.map((output) => ({ type: "custom_tool_call_output", output })),
      ],
    }),
  ],
  [
    "OpenAI's chat completions",
    chat,
    "/v1/chat/completions",
    (results) => ({
      tools: [{ type: "function", function: { name: "Write" } }],
      messages: results.map((content) => ({ role: "tool", content })),
    }),
  ],
  [
    "Google's generateContent",
    gemini,
    "/v1beta/models/x:streamGenerateContent",
    (results) => ({
      tools: [{ functionDeclarations: [{ name: "Write" }] }],
      contents: results.map((response) => ({ parts: [{ functionResponse: { response } }] })),
    }),
  ],
];

describe("a stand-in", () => {
  it.each(requests)(
    "for %s answers each turn with its step, and refuses everybody else",
    async (_, api, path, body) => {
      const steps = ["first", "second"].map((text) => ({ name: "Write", input: { text } }));
      const model = await standIn(api, steps);
      const said = async (results: ReadonlyArray<string>): Promise<string> => {
        const answer = await fetch(`${model.url}${path}`, {
          method: "POST",
          body: JSON.stringify(body(results)),
        });
        return answer.text();
      };
      try {
        expect(await said([])).toContain("first");
        expect(await said(["ok"])).toContain("second");
        expect(await said(["ok"])).toContain("second");
        expect(await said(["ok", "no"])).toMatch(/Done\./);
        expect(model.turns.map(({ tools }) => tools.includes("Write"))).toEqual([true, true, true, true]);
        expect(model.turns.at(-1)?.results).toEqual(["ok", "no"]);
        expect((await fetch(`${model.url}/telemetry`)).status).toBe(404);
        expect(model.others).toEqual(["GET /telemetry"]);
      } finally {
        await model.stop();
      }
    },
  );
});

describe("a recording", () => {
  const places = {
    root: "/tmp/idse-agents-Ab1",
    home: "/tmp/idse-agents-Ab1/home",
    repo: "/tmp/idse-agents-Ab1/demo",
  };

  it("has no path, id or time of the run", () => {
    const payload = {
      session_id: "2859efdf-bce3-4866-8d23-4bf686874dd8",
      transcript_path: `${places.home}/.claude/projects/-tmp-idse-agents-Ab1-demo/t.jsonl`,
      timestamp: "2026-11-25T03:04:02.381Z",
      tool_input: { file_path: `${places.repo}/src/x` },
    };
    expect(JSON.parse(scrubbed(JSON.stringify(payload), places))).toEqual({
      session_id: "00000000-0000-4000-8000-000000000000",
      transcript_path: "/home/ada/.claude/projects/-repo/t.jsonl",
      timestamp: "2026-11-26T00-00-00Z",
      tool_input: { file_path: "/repo/src/x" },
    });
  });

  it("is not made where a path of the machine would be left", () => {
    expect(() => scrubbed('{"x":"%2Fidse-agents-Ab1"}', places)).toThrow(/A path of this machine is left/);
  });
});

describe("the table", () => {
  const held = Object.fromEntries(checks.map((check) => [check, null])) as Outcomes;
  const rows = [
    { agent: "One", version: "1", outcomes: held },
    { agent: "Two", version: "2", outcomes: { ...held, skills: "none came" } },
    { agent: "Three", version: "3", outcomes: "it is not there" },
  ];

  it("counts what was not run as a failure, and says why", () => {
    expect(rows.map(hasFailed)).toEqual([false, true, true]);
    expect(problemsOf(rows)).toEqual(["Two: skills: none came", "Three: not run: it is not there"]);
  });

  it("is Markdown for the documentation", () => {
    const [head, , ...lines] = markdownTable(rows).split("\n");
    expect(head).toBe(`| Agent | Version | ${checks.join(" | ")} |`);
    expect(lines[1]).toContain("| Two | 2 | ok | ok | failed | ok |");
    expect(lines[2]).toContain("| Three | 3 | not run |");
  });
});
