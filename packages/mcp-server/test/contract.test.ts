import { designStoreContract } from "@idse/design-store-testkit";
import { overServer } from "./serving.ts";

designStoreContract("Artifact Core over our server over memory", () => overServer(), {
  capabilities: { cas: "native", atomicCommit: true, changes: "exact", byteExact: true },
});
