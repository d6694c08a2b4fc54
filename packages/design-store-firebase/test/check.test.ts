import type { StoreCheck } from "@idse/design-store";
import { Unauthorized } from "@idse/design-store";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { FirebaseDesignStore } from "../src/index.ts";
import { errorAnswer } from "./answering.ts";
import { project, run, useLoopback, verbOf } from "./stores.ts";

const { options } = useLoopback();

const outcomes = (checks: ReadonlyArray<StoreCheck>) =>
  checks.map(({ step, outcome }) => `${step} ${outcome}`);

/** The check of a store whose requests by one method are answered so. */
const checkWith = (verb: string, answer: () => Response) => {
  const fetch: typeof globalThis.fetch = async (input, init) =>
    verbOf(input) === verb ? answer() : globalThis.fetch(input, init);
  return run(
    FirebaseDesignStore.check(options({ fetch, retry: { attempts: 1, budgetMs: 1, firstDelayMs: 1 } }), {
      project,
    }),
  );
};

const failed = (checks: ReadonlyArray<StoreCheck>) => checks.find(({ outcome }) => outcome === "failed");

describe("the check of a store in Firestore", () => {
  it("passes where everything is right, and leaves nothing that is listed", async () => {
    const own = options();
    const checks = await run(FirebaseDesignStore.check(own, { project }));
    expect(outcomes(checks)).toEqual([
      "credentials passed",
      "schema passed",
      "permissions passed",
      "round-trip passed",
    ]);
    const store = await run(FirebaseDesignStore.make(own));
    expect((await run(store.heads({ project }))).heads).toEqual([]);
  });

  it("says how to get a key where there is none", async () => {
    const token = Effect.fail(
      new Unauthorized({ store: "firebase", operation: "credential", message: "no key" }),
    );
    const checks = await run(FirebaseDesignStore.check(options({ token }), { project }));
    expect(failed(checks)).toMatchObject({
      step: "credentials",
      message: "no key",
      hint: expect.stringContaining("key file"),
    });
    expect(outcomes(checks).slice(1)).toEqual([
      "schema not-run",
      "permissions not-run",
      "round-trip not-run",
    ]);
  });

  const table: ReadonlyArray<
    readonly [verb: string, code: number, status: string, step: string, hint: string | null]
  > = [
    ["batchGet", 401, "UNAUTHENTICATED", "credentials", "gcloud iam service-accounts keys create"],
    ["batchGet", 403, "PERMISSION_DENIED", "credentials", "gcloud projects add-iam-policy-binding demo-idse"],
    ["batchGet", 503, "UNAVAILABLE", "credentials", null],
    ["batchGet", 404, "NOT_FOUND", "schema", "gcloud firestore databases create --project=demo-idse"],
    ["batchGet", 400, "FAILED_PRECONDITION", "schema", "Native mode"],
    ["commit", 403, "PERMISSION_DENIED", "permissions", "roles/datastore.user"],
    ["runQuery", 400, "FAILED_PRECONDITION", "round-trip", null],
  ];
  it.each(table)("finds what is wrong where %s is answered %i %s", async (verb, code, status, step, hint) => {
    const checks = await checkWith(verb, () => errorAnswer(code, status));
    expect(failed(checks)).toMatchObject({
      step,
      hint: hint === null ? null : expect.stringContaining(hint),
    });
  });

  it("says which option cannot be right", async () => {
    const checks = await run(FirebaseDesignStore.check(options({ projectId: "no/project" }), { project }));
    expect(failed(checks)).toMatchObject({
      step: "credentials",
      message: expect.stringContaining("no/project"),
    });
  });
});
