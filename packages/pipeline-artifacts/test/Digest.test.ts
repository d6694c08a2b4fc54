import { expect, it } from "@jest/globals";
import fc from "fast-check";
import { digestOf, digestOfParts, normaliseText } from "../src/Digest.ts";

it("is the same for all working copies of a document", () => {
  const digest = digestOf("# A\n\ntext\n");
  expect(digestOf("# A\r\n\r\ntext\r\n")).toBe(digest);
  expect(digestOf("# A\r\rtext\r")).toBe(digest);
  expect(digestOf("\ufeff# A\n\r\ntext\r")).toBe(digest);
});

it("is sha256 of the normalised text, as other programs compute it", () => {
  expect(digestOf("abc")).toBe("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(digestOf("")).toBe("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

it("differs where the text differs, a last newline or an inner byte order mark included", () => {
  const texts = ["a", "a\n", "a\n\n", " a", "a ", "A", "a\ufeff", "\ufeff\ufeffa"];
  expect(new Set(texts.map(digestOf)).size).toBe(texts.length);
});

it("normalises once and for all", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "\r", "\n", "\ufeff") });
  fc.assert(
    fc.property(text, (body) => {
      const normal = normaliseText(body);
      expect(normal).not.toContain("\r");
      expect(digestOf(normal.replaceAll("\n", "\r\n"))).toBe(digestOf(normal));
    }),
  );
});

it("tells lists of parts apart that join to the same text", () => {
  const lists = [
    ["ab", "c"],
    ["a", "bc"],
    ["abc"],
    ["", "abc"],
    ["abc", ""],
    ["1:a", "b"],
    ["1", "a1:b"],
    [],
  ];
  expect(new Set(lists.map(digestOfParts)).size).toBe(lists.length);
});
