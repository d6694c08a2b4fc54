/** Supabase's own lite server as a process: over PGlite, or over the Postgres of a URL. It speaks with its parent. */
import { readFileSync } from "node:fs";
import { serve } from "@hono/node-server";
import { App } from "@supabase/lite";
import { createPgliteConnection } from "@supabase/lite/pglite";
import { createPostgresConnection } from "@supabase/lite/postgres";
import * as z from "zod";

const Settings = z.object({
  jwtSecret: z.string(),
  publishableKey: z.string(),
  secretKey: z.string(),
  user: z.string(),
  postgresUrl: z.string().nullable(),
});
const Question = z.object({ id: z.int(), sql: z.string() });

const settings = Settings.parse(JSON.parse(process.argv[2] ?? "{}"));
const migration = readFileSync(new URL("../../sql/0001-design-store.sql", import.meta.url), "utf8");

const connect = async () => {
  if (settings.postgresUrl === null) {
    const connection = await createPgliteConnection({ url: "memory://" });
    const run = async (sql: string) => (await connection.driver.exec(sql)).at(-1)?.rows ?? [];
    return { connection, run };
  }
  const connection = createPostgresConnection({
    url: settings.postgresUrl,
    postgresOptions: { max: 24, onnotice: () => undefined },
  });
  return { connection, run: async (sql: string) => [...(await connection.driver.unsafe(sql).simple())] };
};

const { connection, run } = await connect();
const app = new App({
  connection,
  api: { max_rows: 100 },
  auth: {
    enabled: true,
    jwt_secret: settings.jwtSecret,
    publishable_key: settings.publishableKey,
    secret_key: settings.secretKey,
  },
});

await run(`do $$
declare
  name text;
begin
  foreach name in array array['anon', 'authenticated', 'service_role'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I nologin', name);
    end if;
  end loop;
  alter role service_role bypassrls;
end $$`);
await app.ensureSystemSchema();
await app.init();
await run(`grant usage on schema auth to anon, authenticated, service_role;
  -- As a hosted project is made.
  alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
  alter default privileges in schema public grant all on functions to anon, authenticated, service_role;
  insert into auth.users (id, aud, role, email)
  values ('${settings.user}', 'authenticated', 'authenticated', 'someone@example.org')`);
await run(migration);
// The first request for a table makes the server grant all tables to all roles, which a hosted project does before.
// What the migration takes away is taken away again by running it again.
await app.fetch(
  new Request("http://127.0.0.1/rest/v1/idse_tenants", { headers: { apikey: settings.secretKey } }),
);
await run(migration);

process.on("message", (message) => {
  const { id, sql } = Question.parse(message);
  run(sql).then(
    (rows) => process.send?.({ id, rows }),
    (error: unknown) => process.send?.({ id, error: String(error) }),
  );
});
process.on("disconnect", () => process.exit());

const server = serve(
  {
    port: 0,
    hostname: "127.0.0.1",
    fetch: (request, { incoming }) =>
      app.fetch(request, {
        peerAddress: "socket" in incoming ? (incoming.socket.remoteAddress ?? null) : null,
      }),
  },
  ({ port }) => process.send?.({ url: `http://127.0.0.1:${port}` }),
);
server.unref?.();
