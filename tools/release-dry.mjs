/**
 * A whole release without one: versions and changelogs in a clone of the last commit, everything published to
 * a registry on loopback, and from there installed and used as people do. The registry asks the real one for
 * what is not ours, so this needs a network, or an npm that has one.
 *
 *     npm run release:dry
 *     npm run release:dry -- --keep     leaves the folder, with the clone and its changelogs to read
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { environmentFor, modernNode, noModernNode, root } from "./node-runtime.mjs";
import { makeClone, manifestOf, publishedOf } from "./release/clone.mjs";
import { installedIn } from "./release/installed.mjs";
import { problemsOf } from "./release/published.mjs";
import { fetchRegistry, startRegistry } from "./release/registry.mjs";
import { claim, claims, heading, mustRun, run } from "./release/steps.mjs";

const cli = "idse-orchestrator";
const limits = { megabytes: 15, packages: 15 };
const onWindows = process.platform === "win32";

const node = modernNode();
if (!node) {
  console.error(noModernNode);
  process.exit(1);
}
const top = mkdtempSync(join(tmpdir(), "idse-release-"));
const folder = (name) => {
  const path = join(top, name);
  mkdirSync(path, { recursive: true });
  return path;
};

// npm tells its children what it was told itself; this npm is to know the loopback registry and nothing else.
const plain = Object.fromEntries(
  Object.entries(environmentFor(node)).filter(([name]) => !/^(?:npm_|INIT_CWD$|IDSE_)/i.test(name)),
);

const since = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`;

/** The environment of somebody who has npm, this registry, and nothing of this clone. */
const userEnvironment = (url) => {
  const npmrc = join(top, "npmrc");
  const { host } = new URL(url);
  writeFileSync(
    npmrc,
    [
      `registry=${url}`,
      `//${host}/:_authToken=loopback`,
      `cache=${join(top, "npm-cache")}`,
      "audit=false",
      "fund=false",
      "update-notifier=false",
      "",
    ].join("\n"),
  );
  const key = Object.keys(plain).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  const outside = process.env[key].split(delimiter).filter((path) => !path.startsWith(root));
  return {
    ...plain,
    [key]: [dirname(node), ...outside].join(delimiter),
    npm_config_userconfig: npmrc,
    npm_config_globalconfig: join(top, "no-npmrc"),
  };
};

const mainJob = (idse, where) => {
  const job = [
    [["init"], 0],
    [["status", "--json"], 0],
    [["validate"], 1],
    [["spawn", "checkout"], 0],
    [["session", "switch", "checkout"], 0],
    [["next"], 0],
    [["sessions", "--json"], 0],
    [["validate", "--all", "--claimed"], 0],
    [["compile", "agent-spec", "--dry-run", "--session", "__blueprint__"], 0],
    [["no-such-command"], 2],
  ];
  const wrong = job.flatMap(([args, code]) => {
    const done = idse(args, where);
    return done.code === code ? [] : [`${args.join(" ")} ended with ${done.code}: ${done.stderr}`];
  });
  claim("the main job, init to compile", wrong.length === 0, wrong.join("; ") || `${job.length} commands`);
};

const globally = (env, versions) => {
  heading(`npm i -g ${cli}`);
  const prefix = folder("prefix");
  const install = (version) =>
    mustRun("npm", ["install", "--global", "--prefix", prefix, `${cli}${version}`], { cwd: top, env });
  const start = performance.now();
  install("");
  const took = since(start);
  const { packages, megabytes, withScript } = installedIn(
    join(prefix, onWindows ? "node_modules" : "lib/node_modules"),
  );
  const names = packages.map(({ name }) => name);
  claim(
    `at most ${limits.megabytes} MB`,
    megabytes <= limits.megabytes,
    `${megabytes.toFixed(1)} MB in ${took}`,
  );
  claim(
    `at most ${limits.packages} packages`,
    names.length <= limits.packages,
    `${names.length}: ${names.join(", ")}`,
  );
  claim("no install script", withScript.length === 0, withScript.join(", "));
  const bin = join(prefix, onWindows ? "idse.cmd" : "bin/idse");
  const idse = (args, cwd) => run(bin, args, { cwd, env });
  const version = () => idse(["--version"], top).stdout.trim();
  claim("it is the version that was published", version() === versions.get(cli), version());
  const workspace = folder("shop");
  mainJob(idse, workspace);
  return { install, idse, version, workspace };
};

const byNpx = (env) => {
  heading(`npx ${cli} init`);
  const where = folder("by-npx");
  const done = run("npx", ["--yes", cli, "init"], { cwd: where, env });
  claim(
    "it makes a workspace",
    done.code === 0 && existsSync(join(where, ".idse", "config.json")),
    done.stderr.trim(),
  );
  const next = done.stdout.trim().split("\n").at(-1) ?? "";
  claim("and says how to go on by npx", next.includes("npx"), next);
};

const examplesIn = (readme) => [...readme.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match) => match[1]);

const alone = (env, url) => {
  heading("npm i @idse/validation-engine");
  const where = folder("validator");
  writeFileSync(join(where, "package.json"), '{ "private": true, "type": "module" }\n');
  mustRun("npm", ["install", "@idse/validation-engine"], { cwd: where, env });
  const { packages, megabytes, withScript } = installedIn(join(where, "node_modules"));
  const ours = packages.map(({ name }) => name).filter((name) => /^@idse\/|^idse-/.test(name));
  claim(
    "it brings floors 0 and 1 and no other package of ours",
    ours.sort().join() === "@idse/constitution-rules,@idse/pipeline-artifacts,@idse/validation-engine",
    `${packages.length} packages, ${megabytes.toFixed(1)} MB`,
  );
  claim("no install script", withScript.length === 0, withScript.join(", "));
  const lock = JSON.parse(readFileSync(join(where, "package-lock.json"), "utf8"));
  const elsewhere = Object.values(lock.packages).filter(
    ({ resolved, link }) => resolved !== undefined && !link && !resolved.startsWith(url),
  );
  claim(
    "every package came from this registry",
    elsewhere.length === 0,
    elsewhere.map((one) => one.resolved).join(", "),
  );
  const readme = readFileSync(join(where, "node_modules/@idse/validation-engine/README.md"), "utf8");
  const outcomes = examplesIn(readme.replaceAll("\r\n", "\n")).map((text, index) => {
    const file = join(where, `use-${index + 1}.mts`);
    writeFileSync(file, text);
    return run(node, ["--disable-warning=ExperimentalWarning", file], { cwd: where, env });
  });
  claim(
    "the lines of its README run",
    outcomes.length > 0 && outcomes.every(({ code, stdout }) => code === 0 && stdout !== ""),
    outcomes.map(({ stdout, stderr }) => (stdout + stderr).split("\n")[0]).join(" | "),
  );
};

const everyPackage = (env, versions) => {
  heading("every package");
  const where = folder("every-package");
  writeFileSync(join(where, "package.json"), '{ "private": true, "type": "module" }\n');
  const names = [...versions.keys()];
  const nodeTypes = manifestOf(root).devDependencies["@types/node"];
  mustRun("npm", ["install", "--ignore-scripts", ...names, `@types/node@${nodeTypes}`], { cwd: where, env });
  const { packages } = installedIn(join(where, "node_modules"));
  const ours = packages.filter(({ name }) => versions.has(name));
  const stale = ours.filter(({ name, version }) => version !== versions.get(name)).map(({ name }) => name);
  claim(
    "each once, at the version that was published",
    ours.length === names.length && stale.length === 0,
    stale.join(", ") || `${names.length} packages`,
  );
  const problems = ours.flatMap(problemsOf);
  claim(
    "files, exports, types, license, readme, changelog and ranges",
    problems.length === 0,
    problems.join("; "),
  );
  const libraries = ours.filter((one) => one.exports !== undefined).map(({ name }) => name);
  const each = libraries.map((name) => `await import(${JSON.stringify(name)});\n`).join("");
  writeFileSync(join(where, "every.mjs"), each);
  const loaded = run(node, ["every.mjs"], { cwd: where, env });
  claim("each loads", loaded.code === 0, loaded.stderr.trim() || `${libraries.length} packages`);
  writeFileSync(
    join(where, "every.mts"),
    libraries
      .map((name, index) => `import * as a${index} from ${JSON.stringify(name)};\nvoid a${index};\n`)
      .join(""),
  );
  const tsc = join(root, "node_modules", "@typescript", "native", "bin", "tsc");
  const flags = ["--noEmit", "--strict", "--target", "es2023", "--module", "nodenext", "--types", "node"];
  const typed = run(node, [tsc, ...flags, "every.mts"], { cwd: where, env });
  // What others' types say of each other is theirs to mend.
  const ofOurs = typed.stdout
    .split("\n")
    .filter((line) => /error TS/.test(line) && !/^node_modules\/(?!@idse\/)/.test(line));
  claim("each has types that a strict program can read", ofOurs.length === 0, ofOurs.slice(0, 5).join("; "));
};

const upgrade = (clone, { install, idse, version, workspace }, before) => {
  heading("an upgrade after a change on floor 2");
  clone.change("@idse/stage-state");
  clone.check();
  const versions = clone.version();
  const changed = [...versions].filter(([name, one]) => before.get(name) !== one);
  claim(
    "the change releases its package and the command line, and leaves others at their versions",
    versions.get(cli) !== before.get(cli) &&
      changed.some(([name]) => name === "@idse/stage-state") &&
      changed.length < versions.size,
    changed.map(([name, one]) => `${name} ${before.get(name)} to ${one}`).join(", "),
  );
  clone.release();
  install("@latest");
  claim("npm i -g brings the new version", version() === versions.get(cli), version());
  const status = idse(["status", "--json"], workspace);
  claim(
    "which reads the workspace of the old one",
    status.code === 0 && JSON.parse(status.stdout).session.id === "checkout",
  );
};

const keep = process.argv.includes("--keep");
let registry;
try {
  const start = performance.now();
  if (run("git", ["status", "--porcelain"], { cwd: root, env: plain }).stdout !== "")
    console.log("note: what is not committed is not in this release.");
  fetchRegistry(plain);
  registry = await startRegistry(node, folder("registry"), plain);
  const env = userEnvironment(registry.url);
  heading(`a release to ${registry.url}, which asks the real registry for what is not ours`);
  const clone = makeClone(join(top, "clone"), node, env);
  const before = new Map(publishedOf(root).map(({ name, version }) => [name, version]));
  clone.check();
  const versions = clone.version();
  console.log(
    [...versions].map(([name, version]) => `  ${name} ${before.get(name)} to ${version}`).join("\n"),
  );
  clone.release();
  const absent = [];
  for (const [name, version] of versions) {
    const known = await fetch(`${registry.url}${name.replace("/", "%2f")}`).then((answer) => answer.json());
    if (known["dist-tags"]?.latest !== version) absent.push(name);
  }
  claim(
    "every package is in the registry",
    absent.length === 0,
    absent.join(", ") || `${versions.size} packages`,
  );
  const installed = globally(env, versions);
  byNpx(env);
  alone(env, registry.url);
  everyPackage(env, versions);
  upgrade(clone, installed, versions);
  console.log(`\n${claims.held} claims hold, ${claims.broken.length} are broken, in ${since(start)}`);
} finally {
  registry?.stop();
  if (keep) console.log(`kept: ${top}`);
  else rmSync(top, { recursive: true, force: true });
}
process.exitCode = claims.broken.length > 0 ? 1 : 0;
