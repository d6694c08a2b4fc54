// Bundles apps/cli into one split ESM bundle: commands are chunks of their own, loaded when typed.
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const app = resolve(root, "apps/cli");
const { version } = JSON.parse(readFileSync(resolve(app, "package.json"), "utf8"));

/**
 * Node's own modules are taken by process.getBuiltinModule: importing one as an ES module reads every
 * getter of it, and those of node:fs, node:util and node:crypto load streams, workers and more, some ten
 * milliseconds in all. commander asks for child_process only to start subcommands that are programs of
 * their own, which we have none of.
 */
const builtinsWithoutFacade = {
  name: "builtins-without-facade",
  setup(bundle) {
    const names = new Set(builtinModules);
    bundle.onResolve({ filter: /^(?:node:)?[a-z_/]+$/ }, ({ path }) => {
      const name = path.replace(/^node:/, "");
      return names.has(name) ? { path: name, namespace: "builtin" } : undefined;
    });
    // One pure expression for each name, so that only what is used is ever read.
    bundle.onLoad({ filter: /.*/, namespace: "builtin" }, ({ path }) => {
      if (path === "child_process") return { contents: "export default {};" };
      const name = JSON.stringify(`node:${path}`);
      const exports = Object.keys(process.getBuiltinModule(path))
        .filter((key) => /^[A-Za-z_]\w*$/.test(key) && key !== "default")
        .map((key) => `export const ${key} = /* @__PURE__ */ (() => m.${key})();`);
      return {
        contents: `const m = process.getBuiltinModule(${name});\nexport default m;\n${exports.join("\n")}`,
      };
    });
  },
};

/** Whether two folders hold the same files; then the one in use is left alone. */
const isSame = (left, right) => {
  if (!existsSync(right)) return false;
  const [names, others] = [readdirSync(left).sort(), readdirSync(right).sort()];
  if (names.join("\n") !== others.join("\n")) return false;
  return names.every((name) => readFileSync(join(left, name)).equals(readFileSync(join(right, name))));
};

// Built beside and put in place whole, so that a command that runs meanwhile finds one or the other.
const built = resolve(app, `dist-${process.pid}`);
const result = await build({
  entryPoints: [resolve(app, "src/bin.ts")],
  outdir: built,
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
  plugins: [builtinsWithoutFacade],
  logLevel: "warning",
});
const dist = resolve(app, "dist");
if (isSame(built, dist)) rmSync(built, { recursive: true });
else {
  rmSync(dist, { recursive: true, force: true });
  renameSync(built, dist);
}
// The JSON Schemas of what the commands print travel with the command line.
cpSync(resolve(root, "docs/schemas"), resolve(app, "schemas"), { recursive: true });
cpSync(resolve(root, "LICENSE"), resolve(app, "LICENSE"));

const bytes = Object.values(result.metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
console.log(
  `bundled apps/cli: ${Object.keys(result.metafile.outputs).length} files, ${Math.round(bytes / 1024)} kB`,
);
