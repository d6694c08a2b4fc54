/** Postgres behind Supabase's REST interface. What it needs is SQL that the database's owner runs. */
import { migrations, SupabaseDesignStore } from "@idse/design-store-supabase";
import * as Effect from "effect/Effect";
import type { OpenDriver } from "./index.ts";
import { credentialOf } from "./secrets.ts";

export const open: OpenDriver<"supabase"> = ({ url, key, token }, context) =>
  Effect.sync(() => {
    const secrets = { ...context, store: "supabase" } as const;
    const options = {
      url,
      key: credentialOf(key, "publishable key", secrets),
      token: Effect.tap(
        credentialOf(token, "token of a tenant", secrets),
        context.vouch ?? (() => Effect.void),
      ),
    };
    return {
      kind: "supabase",
      open: SupabaseDesignStore.make(options),
      check: (project) => SupabaseDesignStore.check(options, { project }),
      setUp: {
        _tag: "ByHand",
        text: migrations.map(({ sql }) => sql).join("\n"),
        how: "Run this SQL as the owner of the database: in the SQL editor of the project, or with psql. It may be run again.",
      },
    };
  });
