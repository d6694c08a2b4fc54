/** Appends lines to one document by `modifyDocument`: `root name times`. */
import { modifyDocument } from "@idse/design-store";
import * as Effect from "effect/Effect";
import { provided, realStore } from "../processes.ts";
import { documentRef } from "../scenarios.ts";

const [root = "", name = "", times = ""] = process.argv.slice(2);

const append = (index: number) =>
  modifyDocument(documentRef("spec"), (content) => `${content ?? ""}${name}.${index}\n`);

const all = Effect.forEach(
  Array.from({ length: Number(times) }, (_, index) => index),
  append,
  { discard: true },
);
await Effect.runPromise(provided(all, realStore(root)));
