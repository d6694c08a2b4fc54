/** What an installation consists of: packages, bytes, install scripts, and where each package came from. */
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const bytesIn = (path) => {
  const found = lstatSync(path);
  if (!found.isDirectory()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0);
};

const packagesIn = (modules) =>
  !existsSync(modules)
    ? []
    : readdirSync(modules)
        .filter((name) => !name.startsWith("."))
        .flatMap((name) =>
          name.startsWith("@")
            ? readdirSync(join(modules, name)).map((one) => join(modules, name, one))
            : [join(modules, name)],
        )
        .flatMap((folder) => [folder, ...packagesIn(join(folder, "node_modules"))]);

const scripts = ["preinstall", "install", "postinstall"];

export const installedIn = (modules) => {
  const packages = packagesIn(modules).map((folder) => ({
    folder,
    ...JSON.parse(readFileSync(join(folder, "package.json"), "utf8")),
  }));
  return {
    packages,
    megabytes: bytesIn(modules) / 1_000_000,
    withScript: packages
      .filter((one) => scripts.some((name) => one.scripts?.[name] !== undefined) || one.gypfile === true)
      .map(({ name }) => name),
  };
};
