import { expect, it } from "@jest/globals";

it("exports exactly these names", async () => {
  const { NotionDesignStore, ...rest } = await import("../src/index.ts");
  expect(Object.keys(rest)).toEqual([]);
  expect(Object.keys(NotionDesignStore).sort()).toEqual([
    "capabilities",
    "check",
    "lacking",
    "layer",
    "make",
    "repair",
    "setUp",
  ]);
});
