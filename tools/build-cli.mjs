// Bundles apps/cli into one split ESM bundle: commands are chunks of their own, loaded when typed.
import { cpSync, readFileSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const app = resolve(root, "apps/cli");
const { version } = JSON.parse(readFileSync(resolve(app, "package.json"), "utf8"));

/** commander starts programs for subcommands of their own, which we have none of; loading what it needs for that costs. */
const withoutChildProcess = {
  name: "without-child-process",
  setup(bundle) {
    bundle.onResolve({ filter: /^node:child_process$/ }, () => ({
      path: "child-process",
      namespace: "absent",
    }));
    bundle.onLoad({ filter: /.*/, namespace: "absent" }, () => ({
      contents: "export default { spawn() { throw new Error('no external subcommands'); } };",
    }));
  },
};

rmSync(resolve(app, "dist"), { recursive: true, force: true });
const result = await build({
  entryPoints: [resolve(app, "src/bin.ts")],
  outdir: resolve(app, "dist"),
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node22",
  minify: true,
  keepNames: true,
  metafile: true,
  conditions: ["@idse/source"],
  // jsonc-parser's CommonJS build hides its own modules from a bundler; its ES modules do not.
  mainFields: ["module", "main"],
  // Its build for Node is CommonJS and calls require, which no bundled module has; its other one is ES modules.
  alias: { yaml: resolve(root, "node_modules/yaml/browser/index.js") },
  outExtension: { ".js": ".mjs" },
  // Reading navigator makes Node load its workers; a dependency does, only to ask whether this is a browser.
  define: { IDSE_VERSION: JSON.stringify(version), navigator: "undefined" },
  plugins: [withoutChildProcess],
  logLevel: "warning",
});
// The JSON Schemas of what the commands print travel with the command line.
cpSync(resolve(root, "docs/schemas"), resolve(app, "schemas"), { recursive: true });

const bytes = Object.values(result.metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
console.log(
  `bundled apps/cli: ${Object.keys(result.metafile.outputs).length} files, ${Math.round(bytes / 1024)} kB`,
);
