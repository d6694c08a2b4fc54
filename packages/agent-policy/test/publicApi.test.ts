import { expect, it } from "@jest/globals";

it("exports these names and no others", async () => {
  expect(Object.keys(await import("../src/index.ts")).sort()).toEqual([
    "agents",
    "allowed",
    "answerFor",
    "changesOf",
    "decide",
    "decideChanges",
    "guardedPlaces",
    "payloadOf",
    "placesOf",
    "readShell",
    "unreadable",
  ]);
});
