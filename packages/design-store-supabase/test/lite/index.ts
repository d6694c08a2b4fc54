/** Every claim about a server, whatever database is behind it. */
import { guide } from "./guide.ts";
import { history } from "./history.ts";
import { mishaps } from "./mishaps.ts";
import { paging } from "./paging.ts";
import { tenancy } from "./tenancy.ts";
import type { Started } from "./words.ts";

export const claims = (started: Started): void => {
  for (const family of [history, paging, tenancy, mishaps, guide]) family(started);
};
