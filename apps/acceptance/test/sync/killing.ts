/**
 * Two clones of a project of 500 documents and a server, all real processes, of which any is killed by the
 * system at a random moment. Then plain pulls and pushes, and everything is there. Used by the test and, at
 * length, by the soak.
 */
import { type ChildProcess, spawn } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const bin = fileURLToPath(new URL("../../../cli/bin/idse.js", import.meta.url));

const project = "demo";
const tenant = "shop";
const stages = [
  "intents/intent.md",
  "contexts/context.md",
  "specs/spec.md",
  "plans/plan.md",
  "tasks/tasks.md",
  "implementation/README.md",
  "feedback/feedback.md",
];
/** With metadata and state nine documents each. */
const sessions = 56;

const environment = {
  PATH: "",
  HOME: tmpdir(),
  TMPDIR: tmpdir(),
  USER: "ada",
  IDSE_ARTIFACT_CORE_TOKEN: "none",
  ...(process.env.SystemRoot === undefined ? {} : { SystemRoot: process.env.SystemRoot }),
};

/** A number from 0 to 1 for each call, the same for a seed. */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const start = (args: ReadonlyArray<string>, cwd: string): ChildProcess =>
  spawn(process.execPath, [bin, ...args], { cwd, env: environment, stdio: ["ignore", "pipe", "pipe"] });

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

const ended = (child: ChildProcess): Promise<Ended> =>
  new Promise((resolve, reject) => {
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });

const runIn = (cwd: string, ...args: ReadonlyArray<string>): Promise<Ended> => ended(start(args, cwd));

/** Of a result of five hundred rows those that went as they should tell nothing. */
const tellingOf = (output: string): string => {
  try {
    const { items, ...rest } = JSON.parse(output);
    const telling = items.filter(
      ({ outcome }: { outcome: string }) => !["done", "left", "held"].includes(outcome),
    );
    return JSON.stringify({ ...rest, items: telling.slice(0, 5) });
  } catch {
    return output;
  }
};

const mustRun = async (cwd: string, ...args: ReadonlyArray<string>): Promise<string> => {
  const { code, output } = await runIn(cwd, ...args);
  if (code !== 0) throw new Error(`idse ${args.join(" ")} exited with ${code}: ${tellingOf(output)}`);
  return output;
};

const sessionsIn = (clone: string): string => join(clone, ".idse/projects", project, "sessions");

/** Sessions as copies of the blueprint, each with an identity of its own. */
const addSessions = (clone: string): void => {
  const folder = sessionsIn(clone);
  for (let number = 1; number < sessions; number += 1) {
    const id = `s${number}`;
    cpSync(join(folder, "__blueprint__"), join(folder, id), { recursive: true });
    const path = join(folder, id, "metadata/session.json");
    const metadata = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(
      path,
      `${JSON.stringify({ ...metadata, session_id: id, uid: `uid-${id}`, is_blueprint: false }, null, 2)}\n`,
    );
  }
};

const textsIn = (folder: string): Map<string, string> =>
  new Map(
    (readdirSync(folder, { recursive: true }) as ReadonlyArray<string>)
      .filter((path) => /\.(?:md|json)$/.test(path))
      .map((path) => [path.replaceAll("\\", "/"), readFileSync(join(folder, path), "utf8")] as const),
  );

interface Server {
  readonly child: ChildProcess;
  readonly port: number;
}

const serve = (directory: string, port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const child = start(
      ["mcp", "serve", "--http", `127.0.0.1:${port}`, "--directory", directory, "--open", tenant, "--json"],
      directory,
    );
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (text.endsWith("\n")) resolve({ child, port: JSON.parse(text).port });
    });
    child.stderr?.resume();
    child.once("close", (code) => reject(new Error(`The server ended with ${code}.`)));
  });

const killed = (child: ChildProcess): Promise<boolean> =>
  new Promise((resolve) => {
    if (child.exitCode !== null) return resolve(false);
    child.once("exit", (_code, signal) => resolve(signal === "SIGKILL"));
    child.kill("SIGKILL");
  });

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Until one of these files is another one than it was. */
const touched = async (paths: ReadonlyArray<string>, isOver: () => boolean): Promise<void> => {
  const inode = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.ino;
  const before = paths.map(inode);
  while (!isOver() && paths.every((path, index) => inode(path) === before[index])) await after(1);
};

export interface Killing {
  readonly documents: number;
  /** Processes that were at work when they were killed. */
  readonly killed: { readonly push: number; readonly pull: number; readonly server: number };
  /** Syncs that found something an earlier one had left. */
  readonly recovered: number;
}

/** Throws where a word is lost or the sides do not come together. */
export const killAtRandom = async (times: number, seed: number): Promise<Killing> => {
  const random = randomFrom(seed);
  const above = realpathSync.native(mkdtempSync(join(tmpdir(), "idse-kill-")));
  const [ada, bo, home] = ["ada", "bo", "home"].map((name) => join(above, name, project)) as [
    string,
    string,
    string,
  ];
  for (const folder of [ada, dirname(bo), home]) mkdirSync(folder, { recursive: true });
  let server = await serve(home, 0);
  const counts = { push: 0, pull: 0, server: 0 };
  let recovered = 0;
  try {
    await mustRun(ada, "init");
    addSessions(ada);
    const url = `http://127.0.0.1:${server.port}/mcp`;
    await mustRun(ada, "sync", "setup", "team", "--kind", "artifact-core", "--url", url);
    cpSync(ada, bo, { recursive: true });
    const words: Array<string> = [];

    const begun = performance.now();
    await mustRun(ada, "sync", "push", "--all");
    const usualMs = performance.now() - begun;
    await mustRun(bo, "sync", "pull", "--all");

    /** Somebody writes a word below the first heading, or at the end; about half of the documents. */
    const write = (clone: string, who: string, round: number): void => {
      for (let number = 1; number < sessions; number += 1)
        for (const [index, stage] of stages.entries()) {
          if (random() < 0.5) continue;
          const word = `${who}-${round}-${number}-${index}`;
          const path = join(sessionsIn(clone), `s${number}`, stage);
          const text = readFileSync(path, "utf8");
          writeFileSync(
            path,
            who === "ada" ? text.replace(/^(# .*\n)/, `$1\n${word}\n`) : `${text}\n${word}\n`,
          );
          words.push(word);
        }
    };

    const interruptions = [
      [bo, "pull", "sync"],
      [ada, "push", "server"],
      [bo, "pull", "server"],
      [ada, "push", "sync"],
      [bo, "pull", "writer"],
    ] as const;

    const interrupted = async (
      clone: string,
      direction: "push" | "pull",
      victim: "sync" | "writer" | "server",
    ): Promise<void> => {
      const files = [...textsIn(sessionsIn(clone)).keys()].map((path) => join(sessionsIn(clone), path));
      const child = start(["sync", direction, "--all", "--force"], clone);
      const end = ended(child);
      // A writer dies in the moment in which it has written here and does not know it yet.
      const moment =
        victim === "writer" ? touched(files, () => child.exitCode !== null) : after(random() * 0.8 * usualMs);
      await Promise.race([moment, end]);
      if (victim !== "server") {
        if (await killed(child)) counts[direction] += 1;
      } else {
        const atWork = child.exitCode === null;
        await killed(server.child);
        if (atWork) counts.server += 1;
        server = await serve(home, server.port);
      }
      await end;
    };

    for (let number = 1; number <= times; number += 1) {
      write(ada, "ada", number);
      write(bo, "bo", number);
      const [clone, direction, victim] = interruptions[number % interruptions.length] ?? [
        ada,
        "push",
        "sync",
      ];
      await interrupted(clone, direction, victim);
      // Every other time one interruption meets what another has left.
      if (number % 2 === 1 && number < times) continue;
      for (const [clone, direction] of [
        [ada, "pull"],
        [ada, "push"],
        [bo, "pull"],
        [bo, "push"],
        [ada, "pull"],
      ] as const) {
        const output = await mustRun(clone, "sync", direction, "--all", "--force", "--json");
        if (/cut off/.test(output)) recovered += 1;
      }
      for (const clone of number === times ? [ada, bo] : []) {
        const { items } = JSON.parse(await mustRun(clone, "sync", "status", "--all", "--json"));
        if (items.length > 0) throw new Error(`after ${number} kills: ${JSON.stringify(items.slice(0, 3))}`);
      }
      const [here, there] = [textsIn(sessionsIn(ada)), textsIn(sessionsIn(bo))];
      const upstream = textsIn(join(home, "tenants", tenant, ".idse/projects", project, "sessions"));
      for (const [path, text] of here) {
        if (/meta\.md$/.test(path)) continue;
        if (there.get(path) !== text)
          throw new Error(`after ${number} kills: ${path} differs between the clones`);
        if (upstream.get(path) !== text) throw new Error(`after ${number} kills: ${path} differs upstream`);
      }
      const all = [...here.values()].join("\n");
      const lost = words.find((word) => !new RegExp(`^${word}$`, "m").test(all));
      if (lost !== undefined) throw new Error(`after ${number} kills: the word ${lost} is lost`);
    }
    const documents = [...textsIn(sessionsIn(ada)).keys()].length;
    return { documents, killed: counts, recovered };
  } finally {
    server.child.removeAllListeners("close");
    await killed(server.child);
  }
};
