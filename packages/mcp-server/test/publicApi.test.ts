import { expect, it } from "@jest/globals";

it("exports exactly these names", async () => {
  expect(Object.keys(await import("../src/index.ts")).sort()).toEqual([
    "ServeFailed",
    "TokenEntry",
    "TokenNameTaken",
    "TokenNameUnknown",
    "TokensUnreadable",
    "addToken",
    "artifactCoreTools",
    "byTokens",
    "defaultLimits",
    "defineTool",
    "explainStoreFailure",
    "listTokens",
    "newToken",
    "openTo",
    "readTokens",
    "removeToken",
    "serveHttp",
    "serveStdio",
  ]);
});
