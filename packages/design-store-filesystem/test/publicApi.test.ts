import { expect, it } from "@jest/globals";

it("exports exactly these names", async () => {
  const { FilesystemDesignStore, NodeFiles, NodeProcessIdentity, ...rest } = await import("../src/index.ts");
  expect(Object.keys(rest)).toEqual([]);
  expect(Object.keys(FilesystemDesignStore).sort()).toEqual(["capabilities", "check", "layer", "make"]);
  expect(Object.keys(NodeFiles).sort()).toEqual(["layer", "nodeFiles", "withSlashes"]);
  expect(Object.keys(NodeProcessIdentity).sort()).toEqual(["layer", "nodeProcessIdentity"]);
});
