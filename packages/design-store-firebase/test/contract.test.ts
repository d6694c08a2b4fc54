import { designStoreContract } from "@idse/design-store-testkit";
import { useLoopback } from "./stores.ts";

const { layer, tenants, unanswered } = useLoopback();

const options = {
  capabilities: { cas: "native", atomicCommit: true, changes: "exact", byteExact: true },
  largeContent: "refused",
  tenants,
  unanswered,
} as const;

designStoreContract("the store in Firestore", () => layer(), options);
