/** The store over our server, which serves a store in memory and one in files. */
import { designStoreContract } from "@idse/design-store-testkit";
import { folderOfEach, losing, memoryOfEach, over, served, twoTenants } from "./serving.ts";

const exact = { cas: "native", atomicCommit: true, changes: "exact", byteExact: true } as const;

const overMemory = {
  capabilities: exact,
  tenants: () => twoTenants(memoryOfEach()),
  unanswered: () => losing(served()),
};
designStoreContract("Artifact Core over our server over memory", () => over(served()), overMemory);

const overFiles = {
  capabilities: { ...exact, changes: "scan" } as const,
  tenants: () => twoTenants(folderOfEach()),
  unanswered: () => losing(served({ storeOf: folderOfEach() })),
};
designStoreContract(
  "Artifact Core over our server over files",
  () => over(served({ storeOf: folderOfEach() })),
  overFiles,
);
