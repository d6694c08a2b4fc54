import { expect, it } from "@jest/globals";

it("exports exactly these names", async () => {
  expect(Object.keys(await import("../src/index.ts")).sort()).toEqual([
    "ResourceFailed",
    "ServeFailed",
    "TokenEntry",
    "TokenNameTaken",
    "TokenNameUnknown",
    "TokensUnreadable",
    "addToken",
    "agentTools",
    "announcementOf",
    "artifactCoreTools",
    "artifactResources",
    "byTokens",
    "defaultLimits",
    "defineTool",
    "explainStoreFailure",
    "guarded",
    "listTokens",
    "newToken",
    "offerOf",
    "openTo",
    "readTokens",
    "removeToken",
    "serveHttp",
    "serveStdio",
  ]);
});
