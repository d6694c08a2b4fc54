import { ArtifactDocument } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { placeAtLine, placeOfStatement, statementOf } from "../src/Statement.ts";

const lineOf = (text: string, claim: string): number | null =>
  placeOfStatement(new ArtifactDocument(text), claim)?.line ?? null;

describe("a document says a statement", () => {
  it.each([
    [
      "over a line break, in other capitals and with emphasis",
      "# T\n\nWe hold: the *files*\nare the **Truth**!\n",
      3,
    ],
    ["in a list entry", "- one\n- The files are the truth\n", 2],
    ["in a heading", "text\n\n## The files are the truth\n", 3],
    ["in a table", "| a | b |\n|---|---|\n| x | the files are the truth |\n", 3],
    ["with Windows line ends", "# T\r\n\r\nmore\r\nthe files are\r\nthe truth\r\n", 4],
    ["behind a byte order mark", "\ufeffthe files are the truth\n", 1],
    ["on the second line of a paragraph", "First line.\nHere: the files are the truth.\n", 2],
    ["in another sentence of a denial", "It is not easy. The files are the truth.\n", 1],
  ])("%s", (_what, text, line) => {
    expect(lineOf(text, "The files are the truth.")).toBe(line);
  });

  it.each([
    ["in a code block", "```\nthe files are the truth\n```\n"],
    ["in a comment", "<!-- the files are the truth -->\n"],
    ["struck through", "~~the files are the truth~~\n"],
    ["over the end of a paragraph", "the files are\n\nthe truth\n"],
    ["as part of longer words", "the files are the truthful\n"],
    ["after a denial in the sentence", "We do not think that the files are the truth.\n"],
    ["in the front matter", "---\nx: the files are the truth\n---\n\ntext\n"],
  ])("and not %s", (_what, text) => {
    expect(lineOf(text, "The files are the truth")).toBeNull();
  });

  it("with a number only where the number ends there", () => {
    expect(lineOf("A page takes 1.5 seconds.", "a page takes 1")).toBeNull();
    expect(lineOf("A page takes 1. No more.", "a page takes 1")).toBe(1);
  });

  it("and gives the sentence that holds it", () => {
    const document = new ArtifactDocument("First. We hold that *files*\nare the truth. Last.\n");
    expect(placeOfStatement(document, "files are the truth")).toEqual({
      line: 1,
      sentence: "We hold that files are the truth.",
    });
  });

  it("finds any sentence of plain words in a text that was wrapped and emphasised", () => {
    const word = fc
      .stringMatching(/^[a-zäé]{1,8}$/)
      .filter((one) => !/^(?:not|never|cannot|nobody|neither|nor)$/.test(one));
    const dressed = fc.constantFrom(
      (one: string) => one,
      (one: string) => `*${one}*`,
      (one: string) => `**${one.toUpperCase()}**`,
      (one: string) => `\`${one}\``,
    );
    const gap = fc.constantFrom(" ", "  ", "\n", "\r\n");
    fc.assert(
      fc.property(fc.array(fc.tuple(word, dressed, gap), { minLength: 3, maxLength: 8 }), (parts) => {
        const claim = parts.map(([one]) => one).join(" ");
        const text = parts.map(([one, dress, between]) => dress(one) + between).join("");
        const place = placeOfStatement(new ArtifactDocument(`Above.\n\n${text}`), claim);
        expect(place?.line).toBe(3);
        expect(statementOf(place?.sentence ?? "")).toBe(statementOf(claim));
      }),
      { numRuns: 60 },
    );
  });
});

it("gives the text of a place, and none where no text stands", () => {
  const document = new ArtifactDocument("# T\n\none\n*two*\n\n```\ncode\n```\n");
  expect(placeAtLine(document, 4)?.sentence).toBe("one two");
  expect(placeAtLine(document, 7)).toBeNull();
  expect(placeAtLine(document, 99)).toBeNull();
});
