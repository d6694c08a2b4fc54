/**
 * Completes package-lock.json. Some registries mirror only part of the binaries that packages offer
 * per platform; npm then writes a lock without them, and `npm ci` refuses that lock ("Missing:
 * @nx/nx-darwin-arm64@ from lock file"). The absent entries are added here, with the version their
 * parent names and os, cpu and libc read from their own name, so that a machine of that platform
 * fetches them and every other one skips them.
 *
 *     node tools/complete-lock.mjs            writes the lock (after every change of a dependency)
 *     node tools/complete-lock.mjs --check    exit 1 and the names of those that are absent
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const systems = "android darwin linux win32 freebsd openbsd netbsd sunos aix openharmony wasm32".split(" ");
const processors = "arm64 x64 ia32 arm ppc64 s390x riscv64 loong64".split(" ");

const below = (place, name) => `${place ? `${place}/` : ""}node_modules/${name}`;

/** The entry that `name` resolves to from the entry at `from`, walking up as Node does. */
const resolved = (packages, from, name) => {
  for (let place = from; ; ) {
    const found = packages[below(place, name)];
    if (found || !place) return found;
    const parent = place.lastIndexOf("/node_modules/");
    place = parent >= 0 ? place.slice(0, parent) : "";
  }
};

/** The entry of a platform's binary, or undefined where the name tells no platform. */
const platformEntry = (name, version, dev) => {
  const words = name.slice(name.indexOf("/") + 1).split("-");
  const os = systems.find((system) => words.includes(system));
  if (!os) return undefined;
  const rest = words.slice(words.indexOf(os) + 1);
  const cpu = os === "wasm32" ? "wasm32" : processors.find((processor) => rest.includes(processor));
  const entry = { version, ...(cpu ? { cpu: [cpu] } : {}), ...(dev ? { dev: true } : {}), optional: true };
  if (os !== "wasm32") entry.os = [os];
  if (os === "linux") {
    if (rest.some((word) => word.startsWith("musl"))) entry.libc = ["musl"];
    else if (rest.some((word) => word.startsWith("gnu"))) entry.libc = ["glibc"];
  }
  return entry;
};

/** The lock with every optional binary in it, and the names of those that had to be added. */
export const completeLock = (lock) => {
  const packages = { ...lock.packages };
  const added = [];
  for (const [place, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const present = resolved(packages, place, name);
      if (present?.version === version || !/^\d/.test(version)) continue;
      const missing = platformEntry(name, version, entry.dev);
      if (!missing) continue;
      packages[below(present ? place : "", name)] = missing;
      added.push(`${name}@${version}`);
    }
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, "en"));
  return { lock: { ...lock, packages: Object.fromEntries(sorted) }, added };
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = fileURLToPath(new URL("../package-lock.json", import.meta.url));
  const { lock, added } = completeLock(JSON.parse(readFileSync(file, "utf8")));
  const check = process.argv.includes("--check");
  if (added.length > 0 && !check) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  if (added.length === 0) console.log("package-lock.json is complete");
  else if (!check) console.log(`added ${added.length}: ${added.join(" ")}`);
  else {
    console.log(
      `package-lock.json lacks ${added.length}: ${added.join(" ")}\nRun: node tools/complete-lock.mjs`,
    );
    process.exitCode = 1;
  }
}
