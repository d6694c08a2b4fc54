/**
 * Against Supabase's own lite server over PGlite, with the SQL that is shipped. One server takes most of a gigabyte,
 * so all claims about one stand in this file, sorted into modules of `test/lite`.
 */
import { designStoreContract } from "@idse/design-store-testkit";
import { afterAll, beforeAll } from "@jest/globals";
import * as Layer from "effect/Layer";
import { SupabaseDesignStore } from "../src/index.ts";
import { type Instance, newTenant, optionsOf, startLite } from "./instance.ts";
import { history } from "./lite/history.ts";
import { mishaps } from "./lite/mishaps.ts";
import { paging } from "./lite/paging.ts";
import { tenancy } from "./lite/tenancy.ts";

let instance: Instance;
beforeAll(async () => {
  instance = await startLite();
});
afterAll(() => instance.stop());

designStoreContract(
  "the store in Supabase",
  () => Layer.suspend(() => SupabaseDesignStore.layer(optionsOf(instance, newTenant()))),
  { capabilities: { cas: "native", atomicCommit: true, changes: "exact", byteExact: true } },
);

const started = () => instance;
history(started);
paging(started);
tenancy(started);
mishaps(started);
