/**
 * A clone of the last commit in which a release can be made for real: versions, changelogs, builds and
 * publishes, while the clone it came from stays as it is. Third-party modules are links, ours are its own.
 */
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { root } from "../node-runtime.mjs";

const folderLink = process.platform === "win32" ? "junction" : "dir";

export const manifestOf = (folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

/** Every workspace below a root: `{ folder, name, version, private, … }`. */
export const workspacesOf = (top) =>
  ["packages", "apps"].flatMap((parent) =>
    readdirSync(join(top, parent)).map((name) => {
      const folder = join(top, parent, name);
      return { ...manifestOf(folder), folder };
    }),
  );

export const publishedOf = (top) => workspacesOf(top).filter((one) => one.private !== true);

const linkModules = (clone) => {
  const [from, to] = [join(root, "node_modules"), join(clone, "node_modules")];
  const own = workspacesOf(clone);
  mkdirSync(join(to, "@idse"), { recursive: true });
  for (const entry of readdirSync(from)) {
    // Caches would be written to through the link.
    if (entry === "@idse" || entry === ".cache" || own.some(({ name }) => name === entry)) continue;
    symlinkSync(join(from, entry), join(to, entry), folderLink);
  }
  for (const { name, folder } of own) symlinkSync(folder, join(to, name), folderLink);
};

/** `runtime`: the Node that builds. */
export const makeClone = (folder, runtime, env) => {
  const run = (command, args) => {
    const done = spawnSync(command, args, { cwd: folder, env, encoding: "utf8" });
    if (done.status !== 0)
      throw new Error(
        `${[command, ...args].join(" ")} ended with ${done.status}:\n${done.stdout}${done.stderr}`,
      );
    return done.stdout;
  };
  const node = (...args) => run(runtime, args);
  const changeset = (...args) => node(join("node_modules", "@changesets", "cli", "bin.js"), ...args);
  const commit = (message) => {
    run("git", ["add", "-A"]);
    const who = [
      "-c",
      "user.name=release",
      "-c",
      "user.email=release@localhost",
      "-c",
      "commit.gpgsign=false",
    ];
    run("git", [...who, "commit", "--quiet", "--no-verify", "-m", message]);
  };

  const made = spawnSync("git", ["clone", "--quiet", "--shared", root, folder], { env, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`git clone: ${made.stderr}`);
  linkModules(folder);

  return {
    folder,
    /** What `npm run version-packages` does, except for the lock, which names ours as links. */
    version: () => {
      changeset("version");
      commit("Versions");
      return new Map(publishedOf(folder).map(({ name, version }) => [name, version]));
    },
    /** What `npm run release` does: everything whose version the registry has not. */
    release: () => {
      node(join("node_modules", "@typescript", "native", "bin", "tsc"), "-b");
      node(join("tools", "build-cli.mjs"));
      node(join("tools", "licenses.mjs"));
      return changeset("publish");
    },
    /** A change on some floor, as a contributor would hand it in. */
    change: (name) => {
      const { folder: place } = workspacesOf(folder).find((one) => one.name === name);
      appendFileSync(join(place, "src", "index.ts"), "\n/* changed */\n");
      const text = `---\n"${name}": patch\n"idse-orchestrator": patch\n---\n\nA change to try an upgrade with.\n`;
      writeFileSync(join(folder, ".changeset", "an-upgrade.md"), text);
      commit("A change");
    },
    check: () => node(join("tools", "check-cli-release.mjs")),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
