import { expect, it } from "@jest/globals";

it("exports these names and no others", async () => {
  expect(Object.keys(await import("../src/index.ts")).sort()).toEqual([
    "bodyOf",
    "dominantLineEnd",
    "forgetMadeWith",
    "locateBlock",
    "markdownBlock",
    "putBlock",
    "takeBlock",
    "takeMarkers",
    "textMark",
    "withLineEnd",
  ]);
});
