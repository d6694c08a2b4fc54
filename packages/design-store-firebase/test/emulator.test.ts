/** The same contract against Google's own emulator, for those who have one: it is a Java program that npm cannot bring. */
import { designStoreContract } from "@idse/design-store-testkit";
import { expect, it } from "@jest/globals";
import { emulatorCredential, FirebaseDesignStore } from "../src/index.ts";

const { FIRESTORE_EMULATOR_HOST: host } = process.env;
const notRun = "not run: set FIRESTORE_EMULATOR_HOST";

if (host === undefined || host === "")
  it(`the store in Google's emulator: ${notRun}`, () => {
    process.stdout.write(`The store in Google's emulator: ${notRun}\n`);
    expect(host ?? "").toBe("");
  });
else
  designStoreContract(
    "the store in Google's emulator",
    () =>
      FirebaseDesignStore.layer({
        projectId: "demo-idse",
        tenant: globalThis.crypto.randomUUID(),
        token: emulatorCredential,
        endpoint: `http://${host}`,
      }),
    { capabilities: FirebaseDesignStore.capabilities, largeContent: "refused" },
  );
