import { describe, expect, it } from "@jest/globals";
import { parseFormats, reporters, reportFormats } from "../../src/reporters/index.ts";

const problemOf = (...values: ReadonlyArray<string>): string => {
  const read = parseFormats(values);
  return read.ok ? "none" : read.problem;
};

it("has a reporter for every format, and lists them in order", () => {
  expect(Object.keys(reporters).sort()).toEqual([...reportFormats]);
});

describe("formats as they are typed", () => {
  it("are read in their order, with or without a file", () => {
    expect(parseFormats(["sarif=out/a=b.sarif", "github", "junit=j.xml"])).toEqual({
      ok: true,
      choices: [
        { format: "sarif", file: "out/a=b.sarif" },
        { format: "github", file: null },
        { format: "junit", file: "j.xml" },
      ],
    });
    expect(parseFormats([])).toEqual({ ok: true, choices: [] });
  });

  it("may name one format twice, for two places", () => {
    expect(parseFormats(["text", "text=report.txt"]).ok).toBe(true);
  });

  it.each(["xml", "", "=out.txt", "SARIF", "constructor"])("refuses %j and lists what there is", (value) => {
    expect(problemOf(value)).toBe(
      `"${value.split("=")[0]}" is not a format; there are github, gitlab, json, junit, sarif, text.`,
    );
  });

  it.each(["sarif=", "sarif=  "])("refuses %j for naming no file", (value) => {
    expect(problemOf(value)).toBe(`"${value}" names no file; write sarif=FILE, or sarif alone.`);
  });

  it("refuses two for standard output", () => {
    expect(problemOf("github", "json=a.json", "text")).toBe(
      "Only one format can go to standard output; give github or text a file, as in text=FILE.",
    );
    expect(problemOf("text", "text")).toContain("Only one format");
  });

  it.each([
    ["out.txt", "out.txt"],
    ["./out.txt", "out.txt"],
    ["a//b.txt", "a/./b.txt"],
    ["a\\b.txt", "a/b.txt"],
  ])("refuses one file for two: %s and %s", (first, second) => {
    expect(problemOf(`sarif=${first}`, `gitlab=${second}`)).toBe(
      `sarif and gitlab both go to ${second}; give each a file of its own.`,
    );
  });

  it("tells an absolute file from a relative one", () => {
    expect(parseFormats(["sarif=/out.txt", "gitlab=out.txt"]).ok).toBe(true);
  });
});
