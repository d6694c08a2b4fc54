/** Which Chromium there is. Nothing is downloaded; only `--install` asks the system's packages for one. */
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** CHROME, or the first of the usual names on PATH; undefined where there is none. */
export const findChromium = () => {
  const named = process.env.CHROME;
  if (named !== undefined) return isProgram(named) ? named : undefined;
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
};

/** By apt, for machines that are thrown away afterwards, such as those of CI. */
export const installChromium = () => {
  for (const args of [
    ["update", "-qq"],
    ["install", "-y", "-qq", "--no-install-recommends", "chromium"],
  ]) {
    const run = spawnSync("apt-get", args, { stdio: "inherit" });
    if (run.status !== 0) return false;
  }
  return true;
};
