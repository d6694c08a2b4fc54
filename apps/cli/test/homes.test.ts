/** Where the tenants of a server have their documents, and that no two have the same place. */
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Redacted from "effect/Redacted";
import { type HomeOptions, homesOf } from "../src/mcp/homes.ts";
import { ownToken } from "../src/mcp/tenant-claim.ts";

const supabase = { store: "supabase", storeUrl: "https://abcd.supabase.co" };
const firebase = { store: "firebase", storeProject: "my-project" };
const notion = { store: "notion", storeDataSource: "x" };
const core = { store: "artifact-core", storeUrl: "https://core.example/mcp" };

const settingsFor = (options: HomeOptions, tenant: string, only?: string) => {
  const homes = homesOf(options, only);
  if (!("settingsOf" in homes)) throw new Error(homes.problem);
  return homes.settingsOf(tenant);
};

describe("the home of a tenant", () => {
  it.each<[HomeOptions, string, object]>([
    [{}, "acme", { kind: "filesystem" }],
    [firebase, "acme", { tenant: "acme" }],
    [{ ...firebase, storeTenant: "idse-{tenant}" }, "acme", { tenant: "idse-acme" }],
    [{ ...supabase, storeTokenEnv: "TOKEN_{TENANT}" }, "acme-eu", { token: { env: "TOKEN_ACME_EU" } }],
    [
      { ...supabase, storeTokenCommand: "pass show  idse/{tenant}" },
      "acme.eu",
      { token: { command: ["pass", "show", "idse/acme.eu"] } },
    ],
    [
      { ...firebase, storeTokenEnv: "GOOGLE_TOKEN" },
      "acme",
      { tenant: "acme", token: { env: "GOOGLE_TOKEN" } },
    ],
  ])("by %j for %s is %j", (options, tenant, settings) => {
    expect(settingsFor(options, tenant)).toMatchObject(settings);
  });

  it("is refused where another tenant's name would be the same variable", () => {
    const options = { ...supabase, storeTokenEnv: "TOKEN_{TENANT}" };
    for (const tenant of ["acme_eu", "acme.eu"])
      expect(settingsFor(options, tenant)).toContain("fits no variable");
  });

  it.each<[HomeOptions, string]>([
    [supabase, "each tenant needs one of its own"],
    [{ ...supabase, storeTokenEnv: "TOKEN" }, "each tenant needs one of its own"],
    [{ ...supabase, storeTokenCommand: "print-token" }, "each tenant needs one of its own"],
    [{ ...firebase, storeTenant: "acme" }, "share the one home"],
    [notion, "share one home"],
    [core, "share one home"],
    [{ storeTokenEnv: "TOKEN_{TENANT}" }, "of another store than filesystem"],
    [{ ...supabase, storeTokenEnv: "A_{TENANT}", storeTokenCommand: "b {tenant}" }, "not from both"],
    [{ ...supabase, storeTokenEnv: "A-{TENANT}" }, "a name of an environment variable"],
    [{ store: "supabase" }, "needs --store-url"],
    [{ store: "nothing" }, "is not a store"],
  ])("is refused by %j", (options, problem) => {
    expect(homesOf(options, undefined)).toMatchObject({
      _tag: "Misuse",
      problem: expect.stringContaining(problem),
    });
  });

  it.each([supabase, { ...firebase, storeTenant: "acme" }, notion, core])(
    "may be any where there is one tenant: %j",
    (options) => {
      expect(settingsFor(options, "me", "me")).toMatchObject({ kind: options.store });
    },
  );
});

describe("a token of Supabase", () => {
  const jwt = (claims: object) =>
    `head.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.signature`;
  const taken = (token: string) =>
    Effect.runPromise(
      Effect.match(ownToken("acme")(Redacted.make(token)), {
        onSuccess: () => "taken",
        onFailure: ({ message }) => message,
      }),
    );

  it("is taken for the tenant in its claim, and for no other", async () => {
    expect(await taken(jwt({ tenant_id: "acme" }))).toBe("taken");
    for (const other of [jwt({ tenant_id: "secret-client" }), jwt({}), "sb_secret", ""]) {
      const message = await taken(other);
      expect(message).toContain('does not carry tenant_id "acme"');
      expect(message).not.toContain("secret-client");
    }
  });
});
