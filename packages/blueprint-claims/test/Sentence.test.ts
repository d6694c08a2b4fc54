import { ArtifactDocument } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { sentencesOf } from "../src/Sentence.ts";
import { placeOfStatement } from "../src/Statement.ts";

const saidIn = (text: string): ReadonlyArray<readonly [number, string]> =>
  sentencesOf(new ArtifactDocument(text)).map(({ line, text: sentence }) => [line, sentence]);

describe("a document says", () => {
  it.each([
    [
      "each sentence of a paragraph, on the line it begins",
      "One *is*\nhere. Two is\nthere.\n",
      [
        [1, "One is here."],
        [2, "Two is there."],
      ],
    ],
    [
      "each entry of a list",
      "- one here\n- two there; and more\n",
      [
        [1, "one here"],
        [2, "two there;"],
        [2, "and more"],
      ],
    ],
    [
      "each cell of a table",
      "| a | b |\n|---|---|\n| x y | z |\n",
      [
        [1, "a"],
        [1, "b"],
        [3, "x y"],
        [3, "z"],
      ],
    ],
    [
      "a name at the beginning of a sentence as it stands",
      "Done. `_private` is ours.\n",
      [
        [1, "Done."],
        [1, "_private is ours."],
      ],
    ],
    [
      "what only mentions an open marker",
      "[REQUIRES INPUT]\n\nReplace each `[REQUIRES INPUT]` here.\n",
      [[3, "Replace each [REQUIRES INPUT] here."]],
    ],
    [
      "what stands beside an open marker",
      "Known. [REQUIRES INPUT: Ask. Then ask again.] Known too.\n",
      [
        [1, "Known."],
        [1, "Known too."],
      ],
    ],
  ])("%s", (_what, text, said) => {
    expect(saidIn(text)).toEqual(said);
  });

  it.each([
    ["a heading", "# The files are the truth\n"],
    ["code and comments", "```\nthe files\n```\n\n<!-- the files -->\n"],
    ["what is struck through", "~~the files are the truth~~\n"],
    ["an open place", "- **FR-1**: [requires input: Say what. Say why.]\n"],
  ])("nothing by %s", (_what, text) => {
    expect(saidIn(text)).toEqual([]);
  });

  it("only what can be found in it again", () => {
    const word = fc.constantFrom(
      "Files",
      "*are*",
      "the",
      "`truth_s`",
      "\u201cnot\u201d",
      "1.5",
      "e.g.",
      "\n",
      "(so",
      "so)",
      "\u00e9",
      "**now**:",
      "\u4e2d\u6587\u3002",
      "\\<b\\>",
    );
    const text = fc.array(fc.tuple(word, fc.constantFrom(" ", ". ", "; ", "\n", "? ")), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(text, (parts) => {
        const document = new ArtifactDocument(parts.flat().join(""));
        for (const { text: sentence, line, statement } of sentencesOf(document)) {
          expect(line).toBeLessThanOrEqual(document.lines.lineCount);
          // Markdown would read these anew; a candidate sets them as code.
          if (!/[<>]|^\d+[.)]|^[-+]/.test(sentence))
            expect([statement, placeOfStatement(document, sentence)]).not.toEqual([statement, null]);
        }
      }),
      { numRuns: 200 },
    );
  });
});
