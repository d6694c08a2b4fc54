/** One file of a script of `test/children`, for those that are started often: it starts four times as fast. */
import { build } from "esbuild";
import { scriptPath } from "./processes.ts";

export const bundledScript = async (script: string, folder: string): Promise<string> => {
  const outfile = `${folder}/${script.replace(/\.ts$/, ".mjs")}`;
  await build({
    entryPoints: [scriptPath(script)],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    conditions: ["@idse/source"],
    // jsonc-parser's CommonJS build hides its own modules from a bundler.
    mainFields: ["module", "main"],
  });
  return outfile;
};
