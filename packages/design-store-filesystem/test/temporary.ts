/** Folders that a test fills and that are gone after it. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "@jest/globals";

const made: Array<string> = [];

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A repository root with an empty `.idse`. */
export const temporaryRoot = (): string => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "store-")));
  made.push(root);
  mkdirSync(join(root, ".idse"));
  return root;
};

/** Every file that git would see, by its path below `.idse`. */
export const trackedFiles = (root: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(join(root, ".idse"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.startsWith(join(root, ".idse/.local")))
      .map((path): [string, string] => [
        path.slice(root.length + "/.idse/".length),
        readFileSync(path, "utf8"),
      ])
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );
