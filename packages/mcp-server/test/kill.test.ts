/** A server that is killed around a commit: the client asks the next one, and nothing is lost or done twice. */
import { ArtifactCoreDesignStore } from "@idse/design-store-artifact-core";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { type Child, childCommand, compiledOnce, startServer, temporaryFolder } from "./processes.ts";
import { quickly, reaching } from "./serving.ts";

const spec = { project: "shop", session: "checkout", kind: "spec" } as const;
const plan = { ...spec, kind: "plan" } as const;
const changes = [
  { _tag: "Put", ref: spec, content: "# Spec\n", expect: "absent" },
  { _tag: "Put", ref: plan, content: "# Plan\n", expect: "absent" },
] as const;

/** Commits to a server that dies, then asks what is there. */
const commitThrough = (options: ArtifactCoreDesignStore.Options) =>
  Effect.runPromise(
    Effect.scoped(
      Effect.gen(function* () {
        const store = yield* ArtifactCoreDesignStore.make(options);
        const { heads } = yield* store.commit([...changes], "op-1");
        const documents = yield* store.get([spec, plan]);
        const again = yield* store.commit([...changes], "op-1");
        return {
          heads,
          documents,
          again: again.heads,
          listed: (yield* store.heads({ project: "shop" })).heads,
        };
      }),
    ),
  );

const expectOnce = ({ heads, documents, again, listed }: Awaited<ReturnType<typeof commitThrough>>) => {
  expect(documents).toMatchObject([{ content: "# Spec\n" }, { content: "# Plan\n" }]);
  expect(again).toEqual(heads);
  expect(listed.map(({ revision }) => revision).sort()).toEqual(heads.map(({ revision }) => revision).sort());
};

describe("a server that is killed", () => {
  it.each(["before", "after"])(
    "%s it carries out a commit: the next one on the same port answers",
    async (when) => {
      const folder = temporaryFolder();
      const doomed = await startServer(folder, "0", when);
      let next: Promise<Child> | undefined;
      // What a supervisor does: it starts the server again where it has ended.
      const fetch: typeof globalThis.fetch = async (input, init) => {
        try {
          return await globalThis.fetch(input, init);
        } catch (error) {
          await doomed.ended;
          next ??= startServer(folder, doomed.port);
          await next;
          throw error;
        }
      };
      expectOnce(await commitThrough(reaching(doomed, { fetch })));
      expect(await doomed.ended).toBe("SIGKILL");
      expect(next).toBeDefined();
    },
  );

  it("after it carried out a commit, and was a command: it is started again", async () => {
    const command = childCommand("stdio", temporaryFolder(), "after");
    expectOnce(await commitThrough({ command, environment: compiledOnce, retry: quickly }));
  });
});

describe("a server in a process of its own", () => {
  it("ends with what is under way when it is told to, and with 0", async () => {
    const server = await startServer(temporaryFolder(), "0");
    await Effect.runPromise(
      Effect.scoped(
        Effect.gen(function* () {
          const store = yield* ArtifactCoreDesignStore.make(reaching(server));
          yield* store.commit([...changes], "op-1");
        }),
      ),
    );
    server.process.kill("SIGTERM");
    expect(await server.ended).toBe(0);
  });

  it("that cannot be started says why", async () => {
    const broken = {
      command: [process.execPath, "-e", "console.error('no such folder'); process.exit(3)"] as const,
    };
    const missing = { command: ["no-such-program-anywhere"] as const };
    const failures = await Promise.all(
      [broken, missing].map(({ command }) =>
        Effect.runPromise(
          Effect.scoped(
            Effect.flip(ArtifactCoreDesignStore.make({ command, retry: { ...quickly, attempts: 1 } })),
          ),
        ),
      ),
    );
    expect(failures).toMatchObject([
      { _tag: "Unavailable", message: expect.stringContaining("no such folder") },
      { _tag: "Unavailable", code: "ENOENT", message: expect.stringContaining("there is no such program") },
    ]);
  });
});
