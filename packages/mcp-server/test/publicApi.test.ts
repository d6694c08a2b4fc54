import { expect, it } from "@jest/globals";

it("exports exactly these names", async () => {
  expect(Object.keys(await import("../src/index.ts")).sort()).toEqual([
    "ServeFailed",
    "TokenEntry",
    "TokensUnreadable",
    "artifactCoreTools",
    "byTokens",
    "defaultLimits",
    "defineTool",
    "explainStoreFailure",
    "newToken",
    "openTo",
    "readTokens",
    "serveHttp",
    "serveStdio",
  ]);
});
