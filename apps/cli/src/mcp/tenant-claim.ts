/** Whose documents a token of Supabase opens, as the database will read it. */
import { Unauthorized } from "@idse/design-store";
import { readJson } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import * as Redacted from "effect/Redacted";
import * as z from "zod";

const Claims = z.object({ tenant_id: z.string() });

/** The claim of a JWT, unverified: here it only tells two tenants apart; the database verifies it. */
const tenantOf = (token: string): string | undefined => {
  const [, payload = ""] = token.split(".");
  const claims = readJson(Buffer.from(payload, "base64url").toString(), Claims);
  return claims.ok ? claims.value.tenant_id : undefined;
};

/**
 * Refuses a token that is not this tenant's own, so that a mistake on the server never shows one tenant the documents of
 * another. The tenant who asks does not hear whose it is.
 */
export const ownToken =
  (tenant: string) =>
  (token: Redacted.Redacted): Effect.Effect<void, Unauthorized> =>
    tenantOf(Redacted.value(token)) === tenant
      ? Effect.void
      : Effect.fail(
          new Unauthorized({
            store: "supabase",
            operation: "credentials",
            message: `The token that this server has for ${tenant} does not carry tenant_id "${tenant}". Whoever runs the server has to give it one that does.`,
          }),
        );
