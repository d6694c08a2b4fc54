import { designStoreContract } from "@idse/design-store-testkit";
import { afterAll, beforeAll } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import { bridgeEngine, projectId } from "./bridgeEngine.ts";
import { emulatorCredential, FirebaseDesignStore } from "../src/index.ts";
import { type Loopback, serveRest } from "./loopback.ts";

let loopback: Loopback;
let tenants = 0;

beforeAll(async () => {
  loopback = await serveRest(bridgeEngine());
});
afterAll(() => loopback.close());

designStoreContract(
  "the store in Firestore",
  () => FirebaseDesignStore.layer({ projectId, tenant: `tenant-${(tenants += 1)}`, token: emulatorCredential, endpoint: loopback.endpoint, retry: { attempts: 3, budgetMs: 10_000, firstDelayMs: 1 } }),
  { capabilities: { cas: "native", atomicCommit: true, changes: "exact", byteExact: true }, largeContent: "refused" },
);
