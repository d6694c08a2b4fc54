/** A Notion for a test file, started and stopped with it, and stores that talk to it. */
import type { RetryPolicy } from "@idse/design-store";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Redacted from "effect/Redacted";
import type { NotionDesignStore } from "../src/index.ts";
import { NotionServer } from "./server/NotionServer.ts";
import type { Integration } from "./server/Workspace.ts";

/** Waits so little that tests do not notice. */
export const impatient: RetryPolicy = { attempts: 4, budgetMs: 1000, firstDelayMs: 1 };

export interface TestNotion {
  readonly server: NotionServer;
  /** Over HTTP. */
  readonly options: (
    integration: Integration,
    more?: Partial<NotionDesignStore.Options>,
  ) => NotionDesignStore.Options;
  /** Without a socket, for tests that ask thousands of times. */
  readonly directly: TestNotion["options"];
}

/** Registers the hooks of a test file; no test may leave a violation behind. */
export const useNotion = (): TestNotion => {
  let started: NotionServer | undefined;
  const server = (): NotionServer => {
    if (started === undefined) throw new Error("The server is started before the tests.");
    return started;
  };
  beforeAll(async () => {
    started = await NotionServer.start();
  });
  beforeEach(() => {
    server().reset();
    Object.assign(server().manners, { findsOnlyLines: false, lateListings: 0, listsIncompletely: false });
  });
  afterEach(() => {
    expect(server().violations.splice(0)).toEqual([]);
  });
  afterAll(() => server().stop());
  const options: TestNotion["options"] = (integration, more = {}) => ({
    dataSource: integration.dataSource.id,
    token: Effect.succeed(Redacted.make(integration.token)),
    baseUrl: server().url,
    retry: impatient,
    ...more,
  });
  return {
    get server() {
      return server();
    },
    options,
    directly: (integration, more = {}) => options(integration, { fetch: server().direct, ...more }),
  };
};
