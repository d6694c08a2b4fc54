import { expect, it } from "@jest/globals";

it("exports exactly these names", async () => {
  const { SupabaseDesignStore, migrations, ...rest } = await import("../src/index.ts");
  expect(Object.keys(rest)).toEqual([]);
  expect(Object.keys(SupabaseDesignStore).sort()).toEqual(["capabilities", "check", "layer", "make"]);
  expect(migrations.map(({ name }) => name)).toEqual(["0001-design-store"]);
});
