/** A migration that dies at some operation is completed by the next, as if nothing had been. */
import { expect, it } from "@jest/globals";
import { at, copyOf, dyingAfter, filesIn, folderWith, Killed, migrateIn } from "./support.ts";

const source = {
  ".specify/memory/constitution.md": "# Shop Constitution\n\nNo tracking.\n",
  "specs/001-albums/spec.md": "# Feature Specification: Albums\n",
  "specs/002-search/plan.md": "# Plan\n",
  "specs/002-search/spec.md": "# Feature Specification: Search\n",
  "projects/Shop/CURRENT_SESSION": "session_id: checkout\n",
  "projects/Shop/sessions/checkout/intents/intent.md": "# Checkout\n",
};

/** What a run of another moment would call otherwise. */
const settled = (root: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(filesIn(root))
      // What an init leaves that was stopped before its workspace appeared; nothing reads it.
      .filter(([path]) => !/^\.idse-[0-9a-f-]{36}\.tmp\//.test(path))
      .map(([path, text]) => [
        path,
        text
          .replace(/"(?:created_at|updated_at|at)": "[^"]*"/g, '"at"')
          .replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, "uid"),
      ]),
  );

it("is completed by the next run, wherever it was killed", async () => {
  const fresh = folderWith(source);
  const whole = copyOf(fresh);
  const counted = dyingAfter(Number.POSITIVE_INFINITY);
  await migrateIn(whole, { project: "shop" }, counted.files);
  const expected = settled(whole);
  expect(expected[at("shop", "001-albums", "spec")]).toContain("# Feature Specification: Albums");
  const step = Math.ceil(counted.count() / 9);
  for (let operations = 1; operations < counted.count(); operations += step) {
    const root = copyOf(fresh);
    const { files, isDead } = dyingAfter(operations);
    await expect(migrateIn(root, { project: "shop" }, files)).rejects.toBeInstanceOf(Killed);
    expect(isDead()).toBe(true);
    for (const [path, text] of Object.entries(source)) expect(filesIn(root)[path]).toBe(text);
    await migrateIn(root, { project: "shop" });
    expect({ operations, files: settled(root) }).toEqual({ operations, files: expected });
    expect(await migrateIn(root, { project: "shop" })).toMatchObject({ nothingToDo: true });
  }
}, 60_000);
