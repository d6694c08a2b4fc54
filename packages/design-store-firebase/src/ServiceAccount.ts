/**
 * The token of a service account: a JWT that its key signs here, which Google's APIs take as it is (AIP-4111), so
 * nothing is asked of a token server. And the word that an emulator takes for one.
 */
import { type Credential, Unauthorized } from "@idse/design-store";
import { readJson } from "@idse/pipeline-artifacts";
import * as Clock from "effect/Clock";
import * as Effect from "effect/Effect";
import * as Redacted from "effect/Redacted";
import * as z from "zod";
import { store } from "./Failure.ts";

export interface ServiceAccountOptions {
  /** The API that the token is for. Firestore unless told. */
  readonly audience?: string;
}

const firestore = "https://firestore.googleapis.com/";
/** The longest that Google accepts, and how long before its end a token is no longer given out; in seconds. */
const lifetime = 3600;
const margin = 300;

const KeyFile = z.object({
  type: z.literal("service_account"),
  client_email: z.string().min(1),
  private_key_id: z.string().min(1),
  private_key: z.string().min(1),
});

const unusable = (problem: string): Unauthorized =>
  new Unauthorized({
    store,
    operation: "credential",
    message: `The service account's key cannot be used: ${problem}. Make a new one in the Google Cloud console.`,
  });

type KeyFile = z.output<typeof KeyFile>;

/** The problem is told by field and place; neither it nor a cause ever quotes the key. */
const readKey = (file: Redacted.Redacted): Effect.Effect<KeyFile, Unauthorized> => {
  const parsed = readJson(Redacted.value(file), KeyFile);
  return parsed.ok
    ? Effect.succeed(parsed.value)
    : Effect.fail(unusable(`${parsed.problem.message} (line ${parsed.problem.line})`));
};

const sign = (key: KeyFile, audience: string, now: number): Effect.Effect<string, Unauthorized> =>
  Effect.gen(function* () {
    // Signing is needed by those who talk to Google, and by nobody who merely loads this package.
    const { importPKCS8, SignJWT } = yield* Effect.promise(() => import("jose"));
    return yield* Effect.tryPromise({
      try: async () =>
        new SignJWT()
          .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: key.private_key_id })
          .setIssuer(key.client_email)
          .setSubject(key.client_email)
          .setAudience(audience)
          .setIssuedAt(now)
          .setExpirationTime(now + lifetime)
          .sign(await importPKCS8(key.private_key, "RS256")),
      catch: () => unusable("its private_key is not an RSA key of 2048 bits or more in PEM form"),
    });
  });

/**
 * Signs a token when one is first asked for, and again shortly before it ends. Takes the text of the key file that the
 * Google Cloud console gives out; a file that is no such key is `Unauthorized`.
 */
export const serviceAccountCredential = (
  keyFile: Redacted.Redacted | Credential,
  { audience = firestore }: ServiceAccountOptions = {},
): Credential => {
  let kept: { readonly token: Redacted.Redacted; readonly until: number } | undefined;
  return Effect.gen(function* () {
    const now = Math.floor((yield* Clock.currentTimeMillis) / 1000);
    if (kept !== undefined && now < kept.until) return kept.token;
    const key = yield* readKey(Redacted.isRedacted(keyFile) ? keyFile : yield* keyFile);
    const token = Redacted.make(yield* sign(key, audience, now));
    kept = { token, until: now + lifetime - margin };
    return token;
  });
};

/** What a Firestore emulator takes as a token that may do everything. */
export const emulatorCredential: Credential = Effect.succeed(Redacted.make("owner"));
