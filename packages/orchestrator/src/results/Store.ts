/** What is told of the store itself. */
import { storeCheckSteps } from "@idse/design-store";
import { storeKinds } from "@idse/project-workspace";
import * as z from "zod";
import { result } from "./Common.ts";

const store = z.enum(storeKinds);

/** In order; what comes behind a step that failed was not tried. */
export const storeChecks = z.array(
  z.object({
    step: z.enum(storeCheckSteps),
    outcome: z.enum(["passed", "failed", "not-run"]),
    message: z.string(),
    hint: z.string().nullable(),
  }),
);

export const StoreCheckResult = result("store-check", {
  store,
  project: z.string(),
  usable: z.boolean(),
  checks: storeChecks,
});

export const StoreSetUpResult = result("store-set-up", {
  store,
  /** What a person runs with rights of their own; null where there is nothing of the kind. */
  text: z.string().nullable(),
  /** What to do with it, or why there is nothing to do. */
  how: z.string().nullable(),
  /** What was added, or with `--print` would be, a sentence each. */
  additions: z.array(z.string()),
  applied: z.boolean(),
  next: z.string().nullable(),
});

export const StoreRepairResult = result("store-repair", {
  store,
  project: z.string(),
  /** What was concerned, a sentence each; empty where no write had stopped half-way. */
  found: z.array(z.string()),
});

export const storeResults = {
  "store-check": StoreCheckResult,
  "store-set-up": StoreSetUpResult,
  "store-repair": StoreRepairResult,
};
