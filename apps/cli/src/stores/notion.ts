import type { OpenDriver } from "./index.ts";
export declare const open: OpenDriver<"notion">;
