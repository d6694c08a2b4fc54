import { designStoreContract } from "@idse/design-store-testkit";
import { useLoopback } from "./stores.ts";

const { layer } = useLoopback();

designStoreContract("the store in Firestore", () => layer(), {
  capabilities: { cas: "native", atomicCommit: true, changes: "exact", byteExact: true },
  largeContent: "refused",
});
