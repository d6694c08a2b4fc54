import { designStoreContract } from "@idse/design-store-testkit";
import * as Layer from "effect/Layer";
import { FilesystemDesignStore, NodeFiles, NodeProcessIdentity } from "../src/index.ts";
import { temporaryRoot } from "./temporary.ts";

designStoreContract(
  "the store in files",
  () =>
    FilesystemDesignStore.layer({ root: temporaryRoot() }).pipe(
      Layer.provide([NodeFiles.layer, NodeProcessIdentity.layer]),
    ),
  { capabilities: { cas: "native", atomicCommit: true, changes: "scan", byteExact: true } },
);
