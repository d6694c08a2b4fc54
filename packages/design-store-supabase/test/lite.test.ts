/**
 * Against Supabase's own lite server over PGlite, with the SQL that is shipped. One server takes most of a gigabyte,
 * so all claims about one stand in this file, sorted into modules of `test/lite`.
 */
import { designStoreContract } from "@idse/design-store-testkit";
import { afterAll, beforeAll } from "@jest/globals";
import { contractOptions, layerOf } from "./contractOptions.ts";
import { type Instance, startLite } from "./instance.ts";
import { claims } from "./lite/index.ts";

let instance: Instance;
const started = () => instance;
beforeAll(async () => {
  instance = await startLite();
});
afterAll(() => instance.stop());

designStoreContract("the store in Supabase", () => layerOf(started), contractOptions(started));
claims(started);
