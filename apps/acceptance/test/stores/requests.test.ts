/** What it costs to open a project of two hundred sessions that is kept elsewhere, in requests. */
import { DesignStore, newOperation } from "@idse/design-store";
import { newSessionChanges } from "@idse/orchestrator/NewSession";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { askIdse, temporaryFolder } from "../../../cli/test/support.ts";
import { type Home, homes } from "./homes.ts";

const sessions = 200;
/** Seven stages, the metadata and the state. */
const kinds = 9;
/** Sessions whose documents are asked for in one request. */
const batch = 20;

const changesOf = (id: string) =>
  newSessionChanges({
    project: "demo",
    id,
    name: id,
    type: "feature",
    stack: "TypeScript",
    owner: "ada",
    description: null,
    parent: null,
    at: "2026-11-25T00:00:00.000Z",
    uid: id,
    template: (stage) => `# ${stage}\n\nWritten for {{session_id}}.\n`,
  });

const ids = Array.from({ length: sessions }, (_, index) => `s${String(index).padStart(3, "0")}`);

const commitAll = (all: ReadonlyArray<string>) =>
  DesignStore.use((store) => {
    const [first, ...rest] = all.flatMap((id) => changesOf(id));
    return first === undefined ? Effect.void : store.commit([first, ...rest], newOperation());
  });

/** What it costs to begin and to list everything; documents of the blueprint and of the project itself count too. */
const listingOf = ({ extraRows, pageSize, requestsToBegin = 0 }: Home): number =>
  requestsToBegin + Math.ceil(((sessions + 1) * (kinds + extraRows) + 2 + extraRows) / pageSize);

const fill = async ({ store, copySession }: Home): Promise<void> => {
  const committed = copySession === undefined ? ids : ids.slice(0, 1);
  for (let start = 0; start < committed.length; start += batch)
    await Effect.runPromise(commitAll(committed.slice(start, start + batch)).pipe(Effect.provide(store)));
  copySession?.(ids[0] ?? "", ids.slice(1));
};

describe.each(Object.entries(homes).filter(([name]) => name !== "filesystem"))(
  "a project of two hundred sessions in %s",
  (_name, start) => {
    let home: Home;
    let folder = "";
    const asked = async (...args: ReadonlyArray<string>): Promise<number> => {
      home.requests();
      const { code, stderr } = await askIdse([...args, "--json"], { cwd: folder, env: home.env });
      expect([code, stderr]).toEqual([0, ""]);
      return home.requests().length;
    };

    beforeAll(async () => {
      home = await start();
      folder = temporaryFolder();
      await asked("init", ...home.flags);
      await fill(home);
    });
    afterAll(async () => home.stop());

    it("is opened with one listing and its documents in batches", async () => {
      const listing = listingOf(home);
      const batches = Math.ceil((sessions + 1) / batch) * home.requestsPerBatch;
      // Beside them: the registry, and which session is meant.
      expect(await asked("status", "--all")).toBeLessThanOrEqual(listing + batches + 2);
    });

    it("costs a listing and no document when nothing changed", async () => {
      const listing = listingOf(home);
      expect(await asked("status", "--all")).toBeLessThanOrEqual(listing + 2);
      expect(await asked("validate", "--all", "--claimed")).toBeLessThanOrEqual(listing + 2);
    });

    it("is no dearer for one session than that session", async () => {
      const { requestsToBegin = 0 } = home;
      expect(await asked("status", "--session", "s100")).toBeLessThanOrEqual(requestsToBegin + 5);
    });
  },
);
