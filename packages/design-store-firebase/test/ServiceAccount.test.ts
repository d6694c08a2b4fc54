import { generateKeyPairSync } from "node:crypto";
import { inspect } from "node:util";
import { Unauthorized } from "@idse/design-store";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Redacted from "effect/Redacted";
import * as TestClock from "effect/testing/TestClock";
import { decodeJwt, jwtVerify } from "jose";
import { emulatorCredential, serviceAccountCredential } from "../src/index.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const file = {
  type: "service_account",
  project_id: "demo-idse",
  private_key_id: "key-1",
  private_key: pem,
  client_email: "idse@demo-idse.iam.gserviceaccount.com",
};
const credentialOf = (value: unknown) => serviceAccountCredential(Redacted.make(JSON.stringify(value)));

describe("a service account", () => {
  it("signs a token for Firestore that its public key verifies", async () => {
    const token = Redacted.value(await Effect.runPromise(credentialOf(file)));
    const { payload, protectedHeader } = await jwtVerify(token, publicKey, {
      audience: "https://firestore.googleapis.com/",
      issuer: file.client_email,
      subject: file.client_email,
    });
    expect(protectedHeader).toEqual({ alg: "RS256", typ: "JWT", kid: "key-1" });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
  });

  it("signs for another audience when told", async () => {
    const token = serviceAccountCredential(Redacted.make(JSON.stringify(file)), {
      audience: "https://other/",
    });
    expect(decodeJwt(Redacted.value(await Effect.runPromise(token))).aud).toBe("https://other/");
  });

  it("keeps a token until five minutes before its end, and reads the key again for the next", async () => {
    let read = 0;
    const key = Effect.sync(() => {
      read += 1;
      return Redacted.make(JSON.stringify(file));
    });
    const credential = serviceAccountCredential(key);
    const times = await Effect.runPromise(
      Effect.gen(function* () {
        const seen: Array<number | undefined> = [];
        for (const minutes of [0, 54, 1, 1]) {
          yield* TestClock.adjust(minutes * 60_000);
          seen.push(decodeJwt(Redacted.value(yield* credential)).iat);
        }
        return seen;
      }).pipe(Effect.provide(TestClock.layer())),
    );
    expect(times).toEqual([0, 0, 3300, 3300]);
    expect(read).toBe(2);
  });

  const short = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
  const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const unusable: ReadonlyArray<readonly [what: string, text: string, problem: string]> = [
    ["a path instead of a key", "/home/ada/key.json", "not valid JSON"],
    ["a key cut off", JSON.stringify(file).slice(0, 900), "not valid JSON"],
    ["no key at all", JSON.stringify({ ...file, private_key: undefined }), "private_key: is missing"],
    ["a user's credentials", JSON.stringify({ ...file, type: "authorized_user" }), "type: "],
    [
      "a damaged key",
      JSON.stringify({ ...file, private_key: pem.replace("MII", "IIM") }),
      "its private_key is not",
    ],
    [
      "an elliptic key",
      JSON.stringify({ ...file, private_key: elliptic.export({ type: "pkcs8", format: "pem" }) }),
      "its private_key is not",
    ],
    [
      "a short key",
      JSON.stringify({ ...file, private_key: short.export({ type: "pkcs8", format: "pem" }) }),
      "its private_key is not",
    ],
  ];
  it.each(unusable)("says what is wrong with %s, and does not show it", async (_what, text, problem) => {
    const failure = await Effect.runPromise(Effect.flip(serviceAccountCredential(Redacted.make(text))));
    expect(failure).toBeInstanceOf(Unauthorized);
    expect(failure.message).toContain(problem);
    const shown = inspect(failure, { depth: 9 }) + JSON.stringify(failure) + String(failure);
    for (const line of pem.split("\n").filter((one) => one.length > 40))
      expect(shown).not.toContain(line.slice(3));
  });
});

it("gives an emulator the word it takes for a token", async () => {
  expect(Redacted.value(await Effect.runPromise(emulatorCredential))).toBe("owner");
});
