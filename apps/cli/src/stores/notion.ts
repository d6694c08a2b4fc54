import * as Effect from "effect/Effect";
import type { OpenDriver } from "./index.ts";
export const open: OpenDriver<"notion"> = () => Effect.die(new Error("not yet"));
