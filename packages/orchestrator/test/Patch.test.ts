import { describe, expect, it } from "@jest/globals";
import { patchOf, threeWayOf } from "../src/Patch.ts";

const labels = { base: "then", now: "now", proposed: "new" };

describe("two versions", () => {
  it("are hunks without file names", () => {
    expect(patchOf("## A\n\none\n", "## A\n\ntwo\n")).toBe("@@ -1,3 +1,3 @@\n ## A\n \n-one\n+two\n");
  });

  it("are given up where they have nothing in common and are long", () => {
    const lines = (word: string) => Array.from({ length: 3000 }, (_, index) => `${word}${index}\n`).join("");
    expect(patchOf(lines("a"), lines("b"))).toBeNull();
  });
});

describe("three versions", () => {
  it("do not take the end of a text for common ground", () => {
    expect(threeWayOf({ base: "A\n\na\n\nb\n", now: "A\n\nX\n", proposed: "A\n\nY\n" }, labels).text).toBe(
      "A\n\n<<<<<<< now\nX\n||||||| then\na\n\nb\n=======\nY\n>>>>>>> new\n",
    );
  });

  it("stand between markers where the changes meet", () => {
    expect(threeWayOf({ base: "a\nb\nc\n", now: "a\nX\nc\n", proposed: "a\nY\nc\n" }, labels)).toEqual({
      clean: false,
      text: "a\n<<<<<<< now\nX\n||||||| then\nb\n=======\nY\n>>>>>>> new\nc\n",
    });
  });

  it("are one text where they do not", () => {
    expect(
      threeWayOf({ base: "a\nb\nc\nd\n", now: "A\nb\nc\nd\n", proposed: "a\nb\nc\nD\n" }, labels),
    ).toEqual({
      clean: true,
      text: "A\nb\nc\nD\n",
    });
  });
});
