/** The engine of the other tests is reached through a private field. When a new version moves it, this says so first. */
import { FirestoreMock } from "@firebase-bridge/firestore-admin";
import { expect, it } from "@jest/globals";
import { bridgeEngine, poolOf, projectId } from "./bridgeEngine.ts";

const database = `projects/${projectId}/databases/(default)`;
const update = { name: `${database}/documents/c/d`, fields: { n: { integerValue: "1" } } };

it("has its client pool where it was", async () => {
  const pool = poolOf(new FirestoreMock().createDatabase(projectId, "(default)").firestore());
  expect(
    await pool.run("canary", true, async (client) => Object.keys(await client.commit({ writes: [] }))),
  ).toEqual(["0", "1", "2"]);
  expect(() => poolOf({})).toThrow("no longer where it was");
});

it("keeps preconditions", async () => {
  const engine = bridgeEngine();
  const write = (currentDocument: Record<string, unknown>) =>
    engine.commit({ database, writes: [{ update, currentDocument }] });
  await write({ exists: false });
  await expect(write({ exists: false })).rejects.toMatchObject({ code: 6 });
  await expect(write({ updateTime: { seconds: "1", nanos: 0 } })).rejects.toMatchObject({ code: 9 });
});
