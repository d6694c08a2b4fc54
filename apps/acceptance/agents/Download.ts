/**
 * Packages of npm in a folder of their own, at one exact version, kept from run to run. npm holds what it downloads
 * against the registry's checksum; no script of a package is run.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { textAt, write } from "./files.ts";

export interface Wanted {
  readonly package: string;
  readonly version: string;
  /** A file that must be there afterwards. `{platform}` is as `linux-x64`. */
  readonly binary: string;
}

export type Downloaded =
  | { readonly ok: true; readonly binary: string }
  | { readonly ok: false; readonly why: string };

const manifest = z.looseObject({ version: z.string() });

export const download = (cache: string, { package: name, version, binary }: Wanted): Downloaded => {
  const folder = join(cache, `${name.replaceAll(/[@/]+/g, "-").replace(/^-/, "")}-${version}`);
  const file = join(folder, binary.replace("{platform}", `${process.platform}-${process.arch}`));
  const installed = textAt(join(folder, "node_modules", name, "package.json"));
  if (installed === null || manifest.parse(JSON.parse(installed)).version !== version || !existsSync(file)) {
    write(join(folder, "package.json"), `${JSON.stringify({ private: true })}\n`);
    const args = [
      "install",
      "--prefix",
      folder,
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--save-exact",
    ];
    const { status, stderr, error } = spawnSync("npm", [...args, `${name}@${version}`], {
      cwd: folder,
      encoding: "utf8",
      timeout: 600_000,
      shell: process.platform === "win32",
    });
    if (status !== 0) {
      const said = error?.message ?? /npm error (?!code|A complete)(.+)/.exec(stderr)?.[1] ?? stderr;
      return { ok: false, why: `npm could not install ${name}@${version}: ${said.trim()}` };
    }
  }
  return existsSync(file)
    ? { ok: true, binary: file }
    : { ok: false, why: `${name}@${version} has no program for ${process.platform}-${process.arch}` };
};
