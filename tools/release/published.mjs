/** What each published package must bring along, asked of it where npm has put it. */
import { existsSync } from "node:fs";
import { join } from "node:path";

const targetsOf = (exported) =>
  typeof exported === "string" ? [exported] : Object.values(exported ?? {}).flatMap(targetsOf);

/** A range that only a clone can resolve, or none at all. */
const isUnresolved = (range) => /^(?:workspace:|file:|link:|\*|$)/.test(range);

/** One message for each thing that is missing from an installed package. */
export const problemsOf = ({ folder, name, ...manifest }) => {
  const missing = ["README.md", "LICENSE", "CHANGELOG.md"]
    .filter((file) => !existsSync(join(folder, file)))
    .map((file) => `${name} has no ${file}`);
  const exported = Object.entries(manifest.exports ?? {})
    .filter(([path]) => !path.includes("*"))
    .flatMap(([, target]) => targetsOf(target))
    .concat(Object.values(manifest.bin ?? {}))
    .filter((file) => !existsSync(join(folder, file)))
    .map((file) => `${name} names ${file} and does not bring it`);
  const untyped = Object.entries(manifest.exports ?? {})
    .filter(([path, target]) => path !== "./package.json" && target.types === undefined)
    .filter(([, target]) => targetsOf(target).some((file) => /\.[cm]?js$/.test(file)))
    .map(([path]) => `${name} has no types for ${path}`);
  const ranges = Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies })
    .filter(([, range]) => isUnresolved(range))
    .map(([dependency, range]) => `${name} asks for ${dependency}@${range}`);
  const stray = ["test", "node_modules/.bin", "tsconfig.json"]
    .filter((file) => existsSync(join(folder, file)))
    .map((file) => `${name} brings ${file}`);
  return [...missing, ...exported, ...untyped, ...ranges, ...stray];
};
