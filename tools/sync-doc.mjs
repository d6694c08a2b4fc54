/**
 * Writes docs/sync.md from the cases of the sync engine; the text around the table stands in sync-doc.md beside
 * this. `--check` writes nothing and exits 1 where the file has drifted.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { syncCases } from "@idse/sync-engine";

const tools = dirname(fileURLToPath(import.meta.url));
const target = join(resolve(tools, ".."), "docs", "sync.md");

const read = (path) => readFileSync(path, "utf8").replaceAll("\r\n", "\n");
const row = (cells) => `| ${cells.join(" | ")} |`;

const parts = {
  count: String(syncCases.length),
  table: [
    row(["Case", "When", "Does", "Because"]),
    "|---|---|---|---|",
    ...syncCases.map(({ name, when, does, because }) => row([`\`${name}\``, when, does, because])),
  ].join("\n"),
};

const text = `<!-- Written by tools/sync-doc.mjs; edit packages/sync-engine/src/SyncCase.ts or tools/sync-doc.md. -->\n${read(
  join(tools, "sync-doc.md"),
).replaceAll(/\{\{(\w+)\}\}/g, (_, part) => parts[part])}`;

const isCurrent = existsSync(target) && read(target) === text;
if (process.argv.includes("--check")) {
  if (!isCurrent) {
    console.error("docs/sync.md has drifted.\nRun: npm run sync-doc");
    process.exitCode = 1;
  }
} else if (!isCurrent) writeFileSync(target, text);
console.log(`docs/sync.md: ${syncCases.length} cases`);
