import { describe, expect, it } from "@jest/globals";
import { homeOf, Remotes } from "../src/Remotes.ts";

const homeIn = (settings: object): string => {
  const { remote } = Remotes.parse({ remote: settings });
  if (remote === undefined) throw new Error("there is no remote");
  return homeOf(remote);
};

const digits = "1f2e3d4c5b6a79880123456789abcdef";

describe("the home behind a remote's settings", () => {
  it("is the same however Notion's id is written", () => {
    const written = [
      digits,
      "1f2e3d4c-5b6a-7988-0123-456789abcdef",
      `https://www.notion.so/acme/Documents-${digits}?v=${"0".repeat(32)}`,
      `https://www.notion.so/${digits.toUpperCase()}`,
    ];
    const homes = written.map((data_source) => homeIn({ kind: "notion", data_source }));
    expect(new Set(homes)).toEqual(new Set([`notion ${digits}`]));
  });

  it("is another where the documents are", () => {
    const firebase = { kind: "firebase", project_id: "p", tenant: "acme" };
    const homes = [
      homeIn({ kind: "supabase", url: "https://a.supabase.co" }),
      homeIn({ kind: "supabase", url: "https://b.supabase.co" }),
      homeIn(firebase),
      homeIn({ ...firebase, tenant: "other" }),
      homeIn({ ...firebase, database: "second" }),
      homeIn({ kind: "artifact-core", url: "https://a/mcp" }),
      homeIn({ kind: "artifact-core", command: ["idse", "mcp"] }),
    ];
    expect(new Set(homes).size).toBe(homes.length);
  });

  it("does not change with a token or with the names of columns", () => {
    const notion = { kind: "notion", data_source: digits };
    expect(homeIn({ ...notion, token: { env: "OTHER" }, properties: { id: "Key" } })).toBe(homeIn(notion));
    expect(homeIn({ kind: "supabase", url: "https://a.supabase.co/" })).toBe(
      homeIn({ kind: "supabase", url: "https://a.supabase.co" }),
    );
  });
});
