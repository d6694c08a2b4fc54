import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ArtifactDocument, stages } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { documentMarkdown } from "../src/DocumentMarkdown.ts";
import { reportMarkdown } from "../src/index.ts";
import { exported, sessionOf } from "./support.ts";

const hostile = readFileSync(
  join(fileURLToPath(new URL(".", import.meta.url)), "fixtures/hostile.md"),
  "utf8",
);
const partOf = (text: string, anchor = "session/a/spec") =>
  documentMarkdown(text, { anchor, depth: 3, resolve: () => null });

describe("a document as a part of another", () => {
  it("has its headings lowered and nothing else changed", () => {
    expect(partOf("# A #\n\nUnder\n=====\n\n* x\n\n## B\n\n```sh\n# not a heading\n```\n")).toBe(
      "#### A #\n\n#### Under\n\n* x\n\n##### B\n\n```sh\n# not a heading\n```",
    );
  });

  it("has labels of its own", () => {
    expect(partOf("[x][1] [1] ![y][] note[^n]\n\n[1]: http://a.b\n[y]: z.png\n[^n]: Why\n")).toBe(
      "[x][session/a/spec 1] [1][session/a/spec 1] ![y][session/a/spec y] note[^session-a-spec-n]\n\n[session/a/spec 1]: http://a.b\n[session/a/spec y]: z.png\n[^session-a-spec-n]: Why",
    );
  });

  it.each(["```\nopen", "~~~~\n```\nopen", "<!-- open", "<script>\nopen", "<?open", "- a\n\n  <pre>open"])(
    "is quoted where it would swallow what follows: %j",
    (text) => {
      const tree = new ArtifactDocument(`${partOf(text)}\n\n## behind\n`).tree;
      expect(tree.children.at(-1)).toMatchObject({ type: "heading", depth: 2 });
    },
  );

  it("never swallows what follows, whatever it holds", () => {
    const pieces = fc.constantFrom(
      ...[
        "```",
        "~~~",
        "`",
        "\n",
        "\n\n",
        "<!--",
        "-->",
        "<pre>",
        "<script>",
        "- ",
        "> ",
        "    ",
        "[a]: ",
        "---\n",
        "===",
        "x",
      ],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (all) => {
        const { headings } = new ArtifactDocument(`${partOf(all.join(""))}\n\n## behind\n`);
        expect(headings.at(-1)).toMatchObject({ depth: 2, text: "behind" });
      }),
      { numRuns: 300 },
    );
  });
});

it("puts the stages of each session in order, each behind its anchor, and links to them from a table", () => {
  const texts = Object.fromEntries(stages.map((stage) => [stage, `# The ${stage}\n`]));
  const text = reportMarkdown(exported([sessionOf("checkout", texts), sessionOf("__x__")]));
  const anchors = [...text.matchAll(/^<a id="([^"]+)"><\/a>$/gm)].map(([, id]) => id);
  expect(anchors.slice(0, 8)).toEqual([
    "session/checkout",
    ...stages.map((one) => `session/checkout/${one}`),
  ]);
  for (const [, target] of text.matchAll(/\(<#([^>]+)>\)/g)) expect(anchors).toContain(target);
  expect(text).toContain("| [checkout](<#session/checkout>) | [in progress](<#session/checkout/intent>) |");
  expect(text).toContain("\n## \\_\\_x\\_\\_\n");
  expect(text).toContain("*There is no such document.*");
});

it("turns a link from one document to another into one inside the whole", () => {
  const session = sessionOf("a", {
    intent: "# I\n",
    spec: "[i](../intents/intent.md) [x]\n\n[x]: ../plans/plan.md 'p'\n",
  });
  const text = reportMarkdown(exported([session]));
  expect(text).toContain("[i](<#session/a/intent>)");
  expect(text).toContain("[session/a/spec x]: <#session/a/plan>");
});

it("keeps sessions apart when every document is hostile", () => {
  const texts = Object.fromEntries(stages.map((stage) => [stage, hostile]));
  const text = reportMarkdown(exported([sessionOf("a", texts, { name: "<b>|`" }), sessionOf("b", texts)]));
  const ranks = new ArtifactDocument(text).tree.children.flatMap((one) =>
    one.type === "heading" && one.depth <= 3 ? [one.depth] : [],
  );
  expect(ranks).toEqual([1, 2, 3, 3, 3, 3, 3, 3, 3, 2, 3, 3, 3, 3, 3, 3, 3]);
});
