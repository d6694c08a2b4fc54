import { describe, expect, it } from "@jest/globals";
import { ProjectMetadata } from "../src/ProjectMetadata.ts";
import { defaultConfig, WorkspaceConfig } from "../src/WorkspaceConfig.ts";

describe("the configuration", () => {
  it("of an empty file is the default", () => {
    expect(WorkspaceConfig.parse({})).toEqual(defaultConfig);
  });

  it("may say one thing and leave the rest", () => {
    expect(WorkspaceConfig.parse({ validation: { strict: true } }).validation).toEqual({
      scope: "session",
      strict: true,
      baseline: null,
    });
    expect(WorkspaceConfig.parse({ validation: { scope: "all" } }).validation).toEqual({
      scope: "all",
      strict: false,
      baseline: null,
    });
    expect(WorkspaceConfig.parse({ default_project: "shop" })).toEqual({
      ...defaultConfig,
      default_project: "shop",
    });
  });

  it("keeps what it does not know", () => {
    const config = { $schema: "x", remote: { a: 1 }, store: { kind: "filesystem", note: 2 } };
    expect(WorkspaceConfig.parse(config)).toEqual({ ...defaultConfig, ...config });
  });

  it.each([
    { schema_version: 2 },
    { store: { kind: "carrier-pigeon" } },
    { store: {} },
    { validation: { scope: "everything" } },
    { validation: { strict: "yes" } },
    { default_project: 7 },
    { remotes: { "Not A Name": { kind: "notion", data_source: "x" } } },
    { remotes: { files: { kind: "filesystem" } } },
    { remotes: { core: { kind: "artifact-core" } } },
    [],
  ])("is refused as %j", (config) => {
    expect(WorkspaceConfig.safeParse(config).success).toBe(false);
  });
});

describe("a project's identity", () => {
  it("needs a name, a uid and the time it was made", () => {
    const least = { name: "shop", uid: "u", created_at: "2026-11-24T10:00:00Z" };
    expect(ProjectMetadata.parse({ ...least, more: 1 })).toEqual({ ...least, stack: "", more: 1 });
    for (const key of Object.keys(least)) {
      expect(ProjectMetadata.safeParse({ ...least, [key]: undefined }).success).toBe(false);
    }
    expect(ProjectMetadata.safeParse({ ...least, uid: "" }).success).toBe(false);
  });
});
