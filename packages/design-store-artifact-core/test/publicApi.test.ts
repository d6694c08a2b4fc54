import { expect, it } from "@jest/globals";

it("exports exactly these names", async () => {
  const { ArtifactCoreDesignStore, Protocol, ...rest } = await import("../src/index.ts");
  expect(Object.keys(rest)).toEqual([]);
  expect(Object.keys(ArtifactCoreDesignStore).sort()).toEqual(["check", "layer", "make"]);
  expect(Object.keys(Protocol).sort()).toEqual([
    "Announcement",
    "Change",
    "CommitInput",
    "CommitOutput",
    "ErrorOutput",
    "GetInput",
    "GetOutput",
    "Head",
    "HeadsInput",
    "HeadsOutput",
    "Limits",
    "Ref",
    "announcementKey",
    "contractVersion",
    "errorCodes",
    "publishedSchemas",
    "schemasOfTools",
    "toolNames",
  ]);
});
