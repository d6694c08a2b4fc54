import { expect, it } from "@jest/globals";
import { SignOff } from "../src/SignOff.ts";

const signOff = {
  by: "ada",
  kind: "human",
  at: "2026-11-24T10:00:00Z",
  digest: "sha256:0",
  built_on: [{ stage: "spec", sections: [{ section: "Goal", fingerprint: "fp1:0" }] }],
  note: "kept",
};

it("reads a sign-off, and keeps what it does not know", () => {
  expect(SignOff.parse(signOff)).toEqual(signOff);
});

it.each([
  { by: "" },
  { kind: "robot" },
  { digest: null },
  { built_on: {} },
  { built_on: [{ stage: "spec" }] },
])("refuses %j", (change) => {
  expect(SignOff.safeParse({ ...signOff, ...change }).success).toBe(false);
});
