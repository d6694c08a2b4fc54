import { describe, expect, it } from "@jest/globals";
import { isRemote, StoreSettings } from "../src/StoreSettings.ts";

describe("where documents are kept", () => {
  it("says of a secret only where it comes from", () => {
    expect(StoreSettings.parse({ kind: "supabase", url: "https://abcd.supabase.co/" })).toEqual({
      kind: "supabase",
      projects: [],
      url: "https://abcd.supabase.co",
      key: { env: "SUPABASE_PUBLISHABLE_KEY" },
      token: { env: "IDSE_SUPABASE_TOKEN" },
    });
    expect(
      StoreSettings.parse({
        kind: "notion",
        data_source: "0".repeat(32),
        token: { command: ["pass", "notion"] },
      }),
    ).toMatchObject({
      token: { command: ["pass", "notion"] },
    });
    expect(StoreSettings.parse({ kind: "firebase", project_id: "p", tenant: "acme" })).toMatchObject({
      database: "(default)",
      service_account: { env: "GOOGLE_APPLICATION_CREDENTIALS" },
    });
    expect(StoreSettings.parse({ kind: "artifact-core", url: "https://core.example/mcp" })).toEqual({
      kind: "artifact-core",
      projects: [],
      url: "https://core.example/mcp",
      token: { env: "IDSE_ARTIFACT_CORE_TOKEN" },
    });
  });

  it.each([
    { kind: "supabase" },
    { kind: "supabase", url: "ftp://abcd" },
    { kind: "supabase", url: "https://abcd.supabase.co", token: "secret" },
    { kind: "supabase", url: "https://abcd.supabase.co", token: { value: "secret" } },
    { kind: "supabase", url: "https://abcd.supabase.co", token: { env: "A B" } },
    { kind: "notion", data_source: "" },
    { kind: "notion", data_source: "x", token: { command: [] } },
    { kind: "firebase", project_id: "p" },
    { kind: "artifact-core" },
    { kind: "artifact-core", url: "https://core.example/mcp", command: ["idse", "mcp"] },
    { kind: "artifact-core", url: "http://core.example/mcp" },
    { kind: "artifact-core", url: "https://ada:secret@core.example/mcp" },
    { kind: "artifact-core", url: "core.example" },
    { kind: "artifact-core", command: [] },
  ])("is refused as %j", (settings) => {
    expect(StoreSettings.safeParse(settings).success).toBe(false);
  });

  it.each([
    { url: "http://127.0.0.1:4310/mcp" },
    { url: "http://[::1]:4310/mcp" },
    { command: ["ssh", "core", "idse", "mcp"] },
  ])("reaches this machine without https, and a server that is a command: %j", (settings) => {
    expect(StoreSettings.safeParse({ kind: "artifact-core", ...settings }).success).toBe(true);
  });

  it("is the working tree or not", () => {
    expect(isRemote(StoreSettings.parse({ kind: "filesystem" }))).toBe(false);
    expect(isRemote(StoreSettings.parse({ kind: "notion", data_source: "x" }))).toBe(true);
  });
});
