import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Stage, stages } from "@idse/pipeline-artifacts";
import { expect, it } from "@jest/globals";
import fc from "fast-check";
import { reportHtml } from "../src/index.ts";
import { elementsIn, strangeIn } from "./parsed.ts";
import { exported, findingOf, sessionOf } from "./support.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const hostile = readFileSync(join(here, "fixtures/hostile.md"), "utf8");
const script = `</title></script><script>globalThis.canary = 1</script><img src=x onerror=alert(1)>`;

/** Every text that comes from elsewhere is this one. */
const everywhere = (text: string, document = text, written: ReadonlyArray<Stage> = stages) => {
  const session = sessionOf(text, Object.fromEntries(written.map((stage) => [stage, document])), {
    name: text,
    owner: text,
    parent: text,
    tags: [text, text],
    createdAt: text,
    problems: [text],
    gaps: [
      {
        id: text,
        kind: "requirement",
        missing: "task",
        stage: "spec",
        path: text,
        line: 1,
        column: 1,
        title: text,
      },
    ],
  });
  return exported(
    [
      {
        ...session,
        stages: session.stages.map((one) => ({
          ...one,
          path: text,
          signedOff: { by: text, kind: "human" as const, at: text },
          staleBecause: [{ stage: "spec" as const, session: text, sections: [text] }],
        })),
      },
    ],
    {
      project: text,
      session: text,
      branch: text,
      ruleSet: { name: text, version: text, digest: text },
      findings: [
        findingOf(text, text),
        {
          ...findingOf(text, text),
          rule: text,
          path: text,
          waiver: { reason: text, by: text, until: text, path: text, line: 1 },
        },
      ],
    },
  );
};

it("makes nothing but its own elements of a document that tries everything", () => {
  const html = reportHtml(everywhere("a", hostile));
  expect(strangeIn(html)).toEqual([]);
  const shown = elementsIn(html).find((one) => one.name === "main")?.text ?? "";
  for (const text of [
    `<script>globalThis.canary = "block";</script>`,
    `onerror="globalThis.canary = 'onerror'"`,
  ])
    expect(shown).toContain(text);
});

it("makes nothing but its own elements of names, owners, tags and findings", () => {
  for (const text of [
    script,
    `" onmouseover="alert(1)`,
    "' onfocus='alert(1)",
    "javascript:alert(1)",
    "\u202e<b>",
  ])
    expect(strangeIn(reportHtml(everywhere(text)))).toEqual([]);
});

it("holds for whatever is made of hostile pieces", () => {
  const pieces = fc.constantFrom(
    ...[
      "<",
      ">",
      '"',
      "'",
      "&",
      "`",
      "```\n",
      "\n\n",
      "[",
      "](",
      ")",
      "![",
      "<!--",
      "-->",
      "<script>",
      "</script>",
    ],
    ...[
      "javascript:",
      "data:text/html,",
      "&#106;",
      "http://x.y/",
      "\\",
      "# ",
      "- [x] ",
      "| a |\n|---|\n",
      "[^1]",
    ],
    ...[
      "\n[a]: ",
      "\u0000",
      "\u202e",
      "\ud800",
      "<svg onload=",
      "<a href=",
      "</style>",
      "<!DOCTYPE ",
      "<![CDATA[",
      "a",
    ],
  );
  const text = fc
    .array(fc.oneof(pieces, fc.string({ maxLength: 6 })), { maxLength: 24 })
    .map((all) => all.join(""));
  fc.assert(
    fc.property(text, (one) => {
      expect(strangeIn(reportHtml(everywhere(one, one, ["spec"])))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

it("allows by its policy the one script and the one style that it holds, and nothing else", () => {
  const elements = elementsIn(reportHtml(everywhere(script)));
  const policy = elements.find((one) => one.attributes.get("http-equiv") === "Content-Security-Policy");
  const hashOf = (name: string): string => {
    const text = elements.find((one) => one.name === name)?.text ?? "";
    expect(text.length).toBeGreaterThan(100);
    return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  };
  expect(policy?.attributes.get("content")).toBe(
    `default-src 'none'; style-src ${hashOf("style")}; script-src ${hashOf("script")}; img-src data:; base-uri 'none'; form-action 'none'`,
  );
});

it("leads with every link inside the page to a place that is there, once", () => {
  const parent = sessionOf("parent", {
    intent: "# I\n\n## A place\n",
    spec: "[i](../intents/intent.md#a-place)",
  });
  const child = sessionOf(
    "child",
    { spec: "# S\n\n[own](#s) [x](../../../x.md) [gone](#gone)\n" },
    { parent: "parent" },
  );
  const absent = sessionOf("orphan", {}, { parent: "not-here" });
  const html = reportHtml(exported([child, absent, parent], { findings: [findingOf("child", "m")] }));
  const ids = elementsIn(html).flatMap((one) => one.attributes.get("id") ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  const targets = elementsIn(html).flatMap((one) => one.attributes.get("href") ?? []);
  expect(targets).toContain("#session/parent/intent/a-place");
  expect(targets).toContain("#session/child/spec/s");
  const nowhere = targets.filter((one) => one.startsWith("#") && !ids.includes(one.slice(1)));
  expect(nowhere).toEqual(["#session/child/spec/gone"]);
});

it("tells a picture and loads none", () => {
  const html = reportHtml(
    exported([sessionOf("a", { intent: "![a map](https://example.com/m.png) ![](x.png)" })]),
  );
  const texts = elementsIn(html).filter((one) => one.attributes.get("class") === "picture");
  expect(texts.map((one) => one.text)).toEqual(["picture: a map", "picture"]);
});

it("shows a document that no parser reads in bearable time as it stands", () => {
  const deep = `${"> ".repeat(200)}deep <script>`;
  const html = reportHtml(exported([sessionOf("a", { intent: deep })]));
  expect(strangeIn(html)).toEqual([]);
  expect(elementsIn(html).some((one) => one.name === "code" && one.text === deep)).toBe(true);
});

it("gives equal bytes for equal sessions", () => {
  expect(reportHtml(everywhere(script, hostile))).toBe(reportHtml(everywhere(script, hostile)));
});
