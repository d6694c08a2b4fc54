import { expect, it } from "@jest/globals";

it("exports exactly these names", async () => {
  const { FirebaseDesignStore, ...rest } = await import("../src/index.ts");
  expect(Object.keys(rest).sort()).toEqual([
    "emulatorCredential",
    "firestoreRules",
    "serviceAccountCredential",
  ]);
  expect(Object.keys(FirebaseDesignStore).sort()).toEqual(["capabilities", "check", "layer", "make"]);
});
