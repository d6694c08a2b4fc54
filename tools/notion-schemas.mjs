/**
 * Writes the JSON Schema of what goes over the wire to Notion, generated from the types of Notion's own client;
 * the tests hold every request and every answer against it. `--check` writes nothing and exits 1 where the
 * committed file has drifted from the installed client.
 *
 *     node tools/notion-schemas.mjs [--check]
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const room = fileURLToPath(new URL("../packages/design-store-notion/", import.meta.url));
const file = join(room, "test", "fixtures", "traffic.schema.json");
const types = join(room, "test", "server", "Traffic.ts");
const { resolve } = createRequire(join(room, "package.json"));

const compilerOptions = {
  moduleResolution: "bundler",
  module: "esnext",
  target: "esnext",
  strict: true,
  skipLibCheck: true,
  types: [],
};

const generate = async () => {
  const { createGenerator } = await import(pathToFileURL(resolve("ts-json-schema-generator")).href);
  const folder = mkdtempSync(join(tmpdir(), "notion-schemas-"));
  try {
    const tsconfig = join(folder, "tsconfig.json");
    writeFileSync(tsconfig, JSON.stringify({ compilerOptions, files: [types] }));
    const settings = { path: types, tsconfig, type: "Traffic", expose: "all", topRef: false, jsDoc: "none" };
    return createGenerator({ ...settings, skipTypeCheck: true }).createSchema("Traffic");
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Types without a name are called after their place in a file, which says nothing and is long. */
const renamed = ({ definitions }) => {
  const names = new Map();
  for (const name of Object.keys(definitions))
    names.set(name, /^\w+$/.test(name) ? name : `Unnamed${names.size}`);
  const newRef = (ref) =>
    `#/definitions/${names.get(decodeURIComponent(ref.slice("#/definitions/".length)))}`;
  return Object.entries(definitions).map(([name, one]) => {
    const text = JSON.stringify(one, (key, value) => (key === "$ref" ? newRef(value) : value));
    return `"${names.get(name)}":${text}`;
  });
};

/**
 * Definitions and nothing around them, so that a reader compiles what it uses. One to a line, so that a change of
 * the client shows as what it is.
 */
const print = (definitions) => `{"definitions":{\n${definitions.join(",\n")}\n}}\n`;

const text = print(renamed(await generate()));
if (!process.argv.includes("--check")) {
  writeFileSync(file, text);
  console.log(`${file}: ${text.length} characters`);
} else if (readFileSync(file, "utf8").replaceAll("\r\n", "\n") !== text) {
  console.error("The schema of Notion's traffic has drifted.\nRun: node tools/notion-schemas.mjs");
  process.exitCode = 1;
}
