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
  ])("is refused as %j", (settings) => {
    expect(StoreSettings.safeParse(settings).success).toBe(false);
  });

  it("is the working tree or not", () => {
    expect(isRemote(StoreSettings.parse({ kind: "filesystem" }))).toBe(false);
    expect(isRemote(StoreSettings.parse({ kind: "notion", data_source: "x" }))).toBe(true);
  });
});
