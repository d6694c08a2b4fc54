// Bundles apps/cli into one split ESM bundle: commands are chunks of their own, loaded when typed.
import { createHash } from "node:crypto";
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
 * their own, which we have none of; who else asks starts the server of a store.
 */
const builtinsWithoutFacade = {
  name: "builtins-without-facade",
  setup(bundle) {
    const names = new Set(builtinModules);
    bundle.onResolve({ filter: /^(?:node:)?[a-z_/]+$/ }, ({ path, importer }) => {
      const name = path.replace(/^node:/, "");
      if (!names.has(name)) return undefined;
      const unused = name === "child_process" && /[\\/]commander[\\/]/.test(importer);
      return { path: name, namespace: unused ? "nothing" : "builtin" };
    });
    bundle.onLoad({ filter: /.*/, namespace: "nothing" }, () => ({ contents: "export default {};" }));
    // One pure expression for each name, so that only what is used is ever read.
    bundle.onLoad({ filter: /.*/, namespace: "builtin" }, ({ path }) => {
      const name = JSON.stringify(`node:${path}`);
      const names = Object.keys(process.getBuiltinModule(path)).filter(
        (key) => /^[A-Za-z_]\w*$/.test(key) && key !== "default",
      );
      // These load streams and more; a command that hashes and starts nothing is done before they would be.
      if (path === "crypto" || path === "zlib" || path === "child_process")
        return {
          contents: `let m;\n${names
            .map(
              (key) =>
                `export const ${key} = (...given) => (m ??= process.getBuiltinModule(${name})).${key}(...given);`,
            )
            .join("\n")}`,
        };
      const exports = names.map((key) => `export const ${key} = /* @__PURE__ */ (() => m.${key})();`);
      return {
        contents: `const m = process.getBuiltinModule(${name});\nexport default m;\n${exports.join("\n")}`,
      };
    });
  },
};

/** Which file of a package gives each of its names. A package's index.ts lists names of its files and does nothing else. */
const namesOf = (index) => {
  const text = readFileSync(index, "utf8").replaceAll(/\/\*[\s\S]*?\*\//g, "");
  const names = new Map();
  const rest = text.replaceAll(
    /export\s+(type\s+)?\{([^}]*)\}\s+from\s+"([^"]+)";/g,
    (_, type, list, file) => {
      for (const one of list
        .split(",")
        .map((word) => word.trim())
        .filter(Boolean)) {
        const [, own, name = own] = /^(?:type\s+)?(\w+)(?:\s+as\s+(\w+))?$/.exec(one) ?? [];
        const isType = type !== undefined || one.startsWith("type ");
        const place = file.startsWith("@idse/")
          ? resolve(root, "packages", file.slice("@idse/".length), "src/index.ts")
          : resolve(dirname(index), file);
        names.set(name, { own, file: place, isType });
      }
      return "";
    },
  );
  const more = rest.replaceAll(/export \* as (\w+) from "([^"]+)";/g, (_, name, file) => {
    names.set(name, { own: "*", file: resolve(dirname(index), file), isType: false });
    return "";
  });
  if (more.trim() !== "") throw new Error(`${index} does more than name: ${more.trim()}`);
  return names;
};

/**
 * `import { a } from "@idse/x"` read as an import from the one file of x that gives a. A bundler splits by
 * files, and whoever imports an index.ts reaches all that it names; so the parser of markdown would be
 * loaded to print a status.
 */
const importsWithoutIndex = {
  name: "imports-without-index",
  setup(bundle) {
    const packages = new Map();
    const namesOfPackage = (name) => {
      if (!packages.has(name))
        packages.set(name, namesOf(resolve(root, "packages", name.slice("@idse/".length), "src/index.ts")));
      return packages.get(name);
    };
    bundle.onLoad({ filter: /[\\/](packages|apps)[\\/].*[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
      const contents = readFileSync(path, "utf8").replaceAll(
        /^(import|export)\s+(type\s+)?\{([^}]*)\}\s+from\s+"(@idse\/[\w-]+)";/gm,
        (_, verb, type, list, name) => {
          const names = namesOfPackage(name);
          const lines = list.split(",").flatMap((word) => {
            const [, inner, outer = inner] = /^(\w+)(?:\s+as\s+(\w+))?$/.exec(word.trim()) ?? [];
            if (type !== undefined || inner === undefined) return [];
            const found = names.get(inner);
            if (found === undefined) throw new Error(`${path}: ${name} gives no ${inner}`);
            if (found.isType) return [];
            const what = found.own === "*" ? `* as ${outer}` : `{ ${found.own} as ${outer} }`;
            return [`${verb} ${what} from ${JSON.stringify(found.file)};`];
          });
          // On one line, so that an error still names the line of the source.
          return lines.join(" ") + "\n".repeat(list.split("\n").length - 1);
        },
      );
      return { contents, loader: "ts" };
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

/** Tells this code from any other, so that what it computed and kept is read by no other version. */
const buildOf = () => {
  const digest = createHash("sha256");
  for (const folder of ["packages", "apps/cli/src"]) {
    for (const file of readdirSync(resolve(root, folder), { recursive: true }).sort()) {
      const path = resolve(root, folder, file);
      if (/\.ts$/.test(file) && /(^|[\\/])src[\\/]/.test(path) && !/node_modules/.test(file))
        digest.update(file.replaceAll("\\", "/")).update(readFileSync(path));
    }
  }
  return digest.digest("hex").slice(0, 16);
};

// Built beside and put in place whole, so that a command that runs meanwhile finds one or the other.
const built = resolve(app, `dist-${process.pid}`);
const result = await build({
  entryPoints: [resolve(app, "src/bin.ts"), resolve(app, "src/hook.ts")],
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
  define: {
    IDSE_VERSION: JSON.stringify(version),
    IDSE_BUILD: JSON.stringify(`${version}+${buildOf()}`),
    navigator: "undefined",
  },
  plugins: [builtinsWithoutFacade, importsWithoutIndex],
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
