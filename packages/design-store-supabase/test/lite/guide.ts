import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import type { Started } from "./words.ts";

const page = readFileSync(new URL("../../../../docs/stores/supabase.md", import.meta.url), "utf8");
const [hook = ""] = Array.from(page.matchAll(/^```sql\n([\s\S]*?)^```/gm), ([, block = ""]) => block);

export const guide = (started: Started): void => {
  it("takes a tenant from where the guide's hook puts it, and none from what people can change", async () => {
    const { sql } = started();
    await sql(`do $$ begin
      if not exists (select from pg_roles where rolname = 'supabase_auth_admin') then
        create role supabase_auth_admin nologin;
      end if;
    end $$`);
    await sql(hook);
    const claimed = async (claims: unknown) => {
      const [row] = await sql(
        `select idse_token_hook('${JSON.stringify({ user_id: "u", claims })}') -> 'claims' ->> 'tenant_id' as tenant`,
      );
      return row?.tenant;
    };
    expect(await claimed({ app_metadata: { tenant_id: "acme" } })).toBe("acme");
    expect(await claimed({ app_metadata: {}, user_metadata: { tenant_id: "acme" } })).toBe("");
    expect(await claimed({ tenant_id: "acme" })).toBe("");
    const may = await sql(
      `select name, has_function_privilege(name, 'idse_token_hook(jsonb)', 'execute') as may
       from unnest(array['anon', 'authenticated', 'supabase_auth_admin']) as name`,
    );
    expect(may.map((row) => row.may)).toEqual([false, false, true]);
  });
};
