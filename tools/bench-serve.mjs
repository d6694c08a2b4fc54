/**
 * `npm run bench:serve`: one `idse mcp serve` over files, and a team that writes to it. Needs a build (`npm run build`).
 *
 *     node tools/bench-serve.mjs [--clients 8] [--sessions 50] [--push 200] [--rounds 3]
 *
 * Prints what a commit costs, what the server's memory does, and what our client costs beside a bare one of the protocol
 * that sends the same commits. Exits with 1 only where an update was lost.
 */
import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ArtifactCoreDesignStore } from "@idse/design-store-artifact-core";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import * as Effect from "effect/Effect";
import * as Redacted from "effect/Redacted";
import { root } from "./node-runtime.mjs";

const option = (name, fallback) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const clients = option("--clients", 8);
const sessionsEach = option("--sessions", 50);
const pushed = option("--push", 200);
const rounds = option("--rounds", 3);

const cli = join(root, "apps/cli/bin/idse.js");
const kinds = ["intent", "context", "spec", "plan", "tasks", "implementation", "feedback"];
const prose = "The service keeps what it was told and says so when it cannot. ".repeat(60);

const startServer = async (folder) => {
  const made = spawnSync(
    process.execPath,
    [cli, "mcp", "token", "add", "bench", "--tenant", "bench", "--json"],
    {
      cwd: folder,
      encoding: "utf8",
    },
  );
  const { token } = JSON.parse(made.stdout);
  const server = spawn(process.execPath, [cli, "mcp", "serve", "--http", "127.0.0.1:0", "--json"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface({ input: server.stdout }), "line");
  return { url: JSON.parse(line).url, token, process: server };
};

/** Resident memory in MB; where the system has no such file, as `ps` says it. */
const residentMB = ({ pid }) => {
  const status = `/proc/${pid}/status`;
  const kilobytes = existsSync(status)
    ? /VmRSS:\s*(\d+)/.exec(readFileSync(status, "utf8"))?.[1]
    : spawnSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }).stdout;
  return Number(kilobytes) / 1024;
};

const sessionChanges = (project, session) =>
  kinds.map((kind) => ({
    _tag: "Put",
    ref: { project, session, kind },
    content: `# ${kind} of ${session}\n\n${prose}\n`,
    expect: "absent",
  }));

const withStore = ({ url, token }, work) =>
  Effect.runPromise(
    Effect.scoped(
      Effect.flatMap(
        ArtifactCoreDesignStore.make({ url, token: Effect.succeed(Redacted.make(token)) }),
        work,
      ),
    ),
  );

const counterOf = (project) => ({ project, session: "counter", kind: "spec" });

/** One more, on top of whatever stands there, however often somebody else is faster. Answers how often that was. */
const increment = (store, project) =>
  Effect.gen(function* () {
    for (let lost = 0; ; lost++) {
      const [found] = yield* store.get([counterOf(project)]);
      const present = found._tag === "StoredDocument";
      const change = {
        _tag: "Put",
        ref: counterOf(project),
        content: `${(present ? Number(found.content) : 0) + 1}\n`,
        expect: present ? { revision: found.revision } : "absent",
      };
      const done = yield* store.commit([change], randomUUID()).pipe(
        Effect.as(true),
        Effect.catchTag("RevisionConflict", () => Effect.succeed(false)),
      );
      if (done) return lost;
    }
  });

/** Every client pushes its sessions and counts each one in the document that all of them share. */
const load = async (server, project) => {
  const times = [];
  let conflicts = 0;
  const start = performance.now();
  const client = (name) =>
    withStore(server, (store) =>
      Effect.gen(function* () {
        for (let index = 0; index < sessionsEach; index++) {
          const begun = performance.now();
          yield* store.commit(sessionChanges(project, `${name}-${index}`), randomUUID());
          times.push(performance.now() - begun);
          conflicts += yield* increment(store, project);
        }
      }),
    );
  await Promise.all(Array.from({ length: clients }, (_, index) => client(`client-${index}`)));
  return { times, conflicts, seconds: (performance.now() - start) / 1000 };
};

/** What is there afterwards, beside what was acknowledged. */
const lostIn = (server, project) =>
  withStore(server, (store) =>
    Effect.gen(function* () {
      const [counter] = yield* store.get([counterOf(project)]);
      const { heads } = yield* store.heads({ project });
      const wanted = clients * sessionsEach;
      const counted = counter._tag === "StoredDocument" ? Number(counter.content) : 0;
      return { counted, updates: wanted - counted, documents: wanted * kinds.length + 1 - heads.length };
    }),
  );

const ours = (server, project) =>
  withStore(server, (store) =>
    Effect.gen(function* () {
      const start = performance.now();
      for (let index = 0; index < pushed; index++)
        yield* store.commit(sessionChanges(project, `s${index}`), randomUUID());
      return performance.now() - start;
    }),
  );

const bare = async ({ url, token }, project) => {
  const client = new Client({ name: "bare", version: "1" }, { versionNegotiation: { mode: "auto" } });
  const headers = { authorization: `Bearer ${token}` };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  const start = performance.now();
  for (let index = 0; index < pushed; index++) {
    const changes = sessionChanges(project, `s${index}`).map(({ _tag, ...change }) => ({
      action: "put",
      ...change,
    }));
    const answer = await client.callTool({
      name: "artifact_commit",
      arguments: { operation: randomUUID(), changes },
    });
    if (answer.isError === true) throw new Error(`The bare client was refused: ${JSON.stringify(answer)}`);
  }
  const took = performance.now() - start;
  await client.close();
  return took;
};

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const percentile = (values, share) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const loads = () =>
  loadavg()
    .map((one) => one.toFixed(2))
    .join(" ");

const folder = mkdtempSync(join(tmpdir(), "idse-bench-"));
const server = await startServer(folder);
try {
  console.log(`node ${process.version}, ${availableParallelism()} cores, load ${loads()} at the start`);
  // The same once before, so that what a server keeps for good is there when its memory is looked at.
  await load(server, "warm-up");
  const before = residentMB(server.process);
  const { times, conflicts, seconds } = await load(server, "team");
  const after = residentMB(server.process);
  const lost = await lostIn(server, "team");
  const commits = times.length;
  console.log(
    [
      `\n${clients} clients, ${sessionsEach} sessions each, ${kinds.length} documents a session, one shared counter`,
      `  throughput      ${(commits / seconds).toFixed(1)} sessions/s, ${((commits * kinds.length) / seconds).toFixed(0)} documents/s (${seconds.toFixed(1)} s)`,
      `  a commit        p50 ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms`,
      `  server memory   ${before.toFixed(0)} MB after warm-up, ${after.toFixed(0)} MB at the end, ratio ${(after / before).toFixed(2)}`,
      `  counter         ${lost.counted} of ${commits}, after ${conflicts} conflicts`,
      `  lost            ${lost.updates} updates, ${lost.documents} documents`,
    ].join("\n"),
  );
  const pushes = { ours: [], bare: [] };
  for (let round = 0; round < rounds; round++) {
    pushes.bare.push(await bare(server, `bare-${round}`));
    pushes.ours.push(await ours(server, `ours-${round}`));
  }
  console.log(
    [
      `\nfirst push of ${pushed * kinds.length} documents in ${pushed} commits, median of ${rounds}`,
      `  bare client     ${(median(pushes.bare) / 1000).toFixed(2)} s`,
      `  our store       ${(median(pushes.ours) / 1000).toFixed(2)} s, ratio ${(median(pushes.ours) / median(pushes.bare)).toFixed(2)}`,
      `\nload ${loads()} at the end`,
    ].join("\n"),
  );
  if (lost.updates !== 0 || lost.documents !== 0) process.exitCode = 1;
} finally {
  server.process.kill("SIGTERM");
  await once(server.process, "exit");
  rmSync(folder, { recursive: true, force: true });
}
