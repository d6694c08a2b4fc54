/** The validator alone: packed, installed into an empty folder, and used there as its README says. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import { type Run, runScript, temporaryFolder } from "../../cli/test/support.ts";
import { npm } from "./npm.ts";
import { examplesOf } from "./readmeExamples.ts";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const packages = ["pipeline-artifacts", "constitution-rules", "validation-engine"] as const;

/** All that it brings along: ours, then the parser, its fallback, the reader of JSON, and the schemas. */
const closure = [
  ...packages.map((name) => `@idse/${name}`),
  ...["debug", "estree", "estree-jsx", "hast", "mdast", "ms", "unist"].map((name) => `@types/${name}`),
  "ccount",
  "character-entities",
  "debug",
  "decode-named-character-reference",
  "dequal",
  "devlop",
  "escape-string-regexp",
  "fault",
  "format",
  "jsonc-parser",
  "longest-streak",
  "markdown-table",
  "mdast-util-find-and-replace",
  "mdast-util-from-markdown",
  "mdast-util-frontmatter",
  "mdast-util-gfm",
  "mdast-util-gfm-autolink-literal",
  "mdast-util-gfm-footnote",
  "mdast-util-gfm-strikethrough",
  "mdast-util-gfm-table",
  "mdast-util-gfm-task-list-item",
  "mdast-util-phrasing",
  "mdast-util-to-markdown",
  "mdast-util-to-string",
  "micromark",
  "micromark-core-commonmark",
  "micromark-extension-frontmatter",
  "micromark-extension-gfm",
  "micromark-extension-gfm-autolink-literal",
  "micromark-extension-gfm-footnote",
  "micromark-extension-gfm-strikethrough",
  "micromark-extension-gfm-table",
  "micromark-extension-gfm-tagfilter",
  "micromark-extension-gfm-task-list-item",
  "micromark-factory-destination",
  "micromark-factory-label",
  "micromark-factory-space",
  "micromark-factory-title",
  "micromark-factory-whitespace",
  "micromark-util-character",
  "micromark-util-chunked",
  "micromark-util-classify-character",
  "micromark-util-combine-extensions",
  "micromark-util-decode-numeric-character-reference",
  "micromark-util-decode-string",
  "micromark-util-edit-map",
  "micromark-util-encode",
  "micromark-util-html-tag-name",
  "micromark-util-normalize-identifier",
  "micromark-util-resolve-all",
  "micromark-util-sanitize-uri",
  "micromark-util-subtokenize",
  "micromark-util-symbol",
  "micromark-util-types",
  "ms",
  "satteri",
  "unist-util-is",
  "unist-util-stringify-position",
  "unist-util-visit",
  "unist-util-visit-parents",
  "zod",
  "zwitch",
];

/** The parser's builds for each machine; npm takes the one that fits, or none. */
const isNative = (name: string): boolean => name.startsWith("@bruits/satteri-");

let folder = "";

beforeAll(() => {
  const packed = temporaryFolder("packed");
  for (const name of packages) {
    const source = join(repository, "packages", name);
    if (!existsSync(join(source, "dist/index.js"))) throw new Error("Build the packages first: npx tsc -b");
    npm(source, "pack", "--silent", "--ignore-scripts", "--pack-destination", packed);
  }
  folder = temporaryFolder("empty");
  writeFileSync(join(folder, "package.json"), "{}\n");
  const tarballs = readdirSync(packed).map((name) => join(packed, name));
  npm(folder, "install", "--prefer-offline", "--ignore-scripts", ...tarballs);
}, 120_000);

/** Writes `native` to stderr where the parser's binary was loaded. */
const told =
  "data:text/javascript,process.report.excludeNetwork=true;process.on('exit',()=>{if(process.report.getReport().sharedObjects.some((path)=>path.includes('satteri')))process.stderr.write('native')})";

const node = (name: string, text: string): Run => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return runScript(file, [], {
    cwd: folder,
    env: { NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import=${told}` },
  });
};

const readme = (): string =>
  readFileSync(join(folder, "node_modules/@idse/validation-engine/README.md"), "utf8").replaceAll(
    "\r\n",
    "\n",
  );

const installedNames = (below = join(folder, "node_modules")): ReadonlyArray<string> =>
  readdirSync(below)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) =>
      name.startsWith("@") ? readdirSync(join(below, name)).map((one) => `${name}/${one}`) : [name],
    )
    .flatMap((name) => {
      const nested = join(below, name, "node_modules");
      return existsSync(nested) ? [name, ...installedNames(nested)] : [name];
    });

/** A session with what a report can hold: findings of both kinds, one waived, one document missing. */
const reporting = `
import { coreRuleSet, reporters, validateDocuments } from "@idse/validation-engine";
const waiver = "<!-- idse-waive article-3/requires-input until=2099-01-31 by=ada: later -->";
const texts = { intent: "# Intent\\n", spec: \`# S\\n\\n\${waiver}\\n[REQUIRES INPUT]\\n\\n[requires input: x]\\n\`, plan: null };
const report = validateDocuments(texts, { today: "2026-11-24" });
const tool = { name: "own", version: "1.0.0" };
process.stdout.write(reporters.json(report, { ruleSet: coreRuleSet, resolvedBy: null, tool, documents: [], strict: false }));
`;

const everything = () => ({
  examples: examplesOf(readme()).map((text, index) => node(`use-${index + 1}.mts`, text)),
  report: node("report.mjs", reporting),
});

describe("the validator in an empty folder", () => {
  it("brings along what it needs and nothing else", () => {
    expect([...new Set(installedNames())].filter((name) => !isNative(name)).sort()).toEqual(closure.sort());
  });

  it("validates one text in five lines, and several documents in ten", () => {
    const [one, several, ...more] = examplesOf(readme());
    expect(more).toEqual([]);
    const linesIn = (text = ""): number => text.split("\n").filter((line) => line !== "").length;
    expect(linesIn(one)).toBeLessThanOrEqual(5);
    expect(linesIn(several)).toBeLessThanOrEqual(10);
    const [first, second] = everything().examples;
    expect(first).toMatchObject({ code: 0 });
    expect(first?.stdout).toContain("3:1 error Describe the approach. (article-3/requires-input)\n");
    // Of siblings that were not given nothing is said.
    expect(first?.stdout).not.toMatch(/article-(?:7|8|10)\//);
    expect(second).toMatchObject({ code: 0 });
    expect(second?.stdout).toMatch(/^(?:true|false) /);
    expect(second?.stdout).toContain("FR-2");
    expect(second?.stdout).not.toContain('"Overview"');
  });

  it("gives the published report", () => {
    const { report } = everything();
    expect(report.code).toBe(0);
    const schema = join(repository, "docs/schemas/validation-report.schema.json");
    const check = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(schema, "utf8")));
    const value = JSON.parse(report.stdout);
    check(value);
    expect(check.errors ?? []).toEqual([]);
    expect(value).toMatchObject({ valid: false, structure: "invalid", summary: { waived: 1, documents: 2 } });
    expect(value.findings.some((one: { line: number | null }) => one.line === null)).toBe(true);
    expect(value.findings.some((one: { fix: object | null }) => one.fix !== null)).toBe(true);
    // The schema is one that can say no.
    expect(check({ ...value, structure: "fine" })).toBe(false);
  });

  it("says the same where no native parser loads", () => {
    const { examples, report } = everything();
    const wasNative = readdirSync(join(folder, "node_modules")).includes("@bruits");
    rmSync(join(folder, "node_modules/@bruits"), { recursive: true, force: true });
    const without = everything();
    const all = [...examples, report];
    if (wasNative) expect(all.map((one) => one.stderr)).toEqual(all.map(() => "native"));
    expect([...without.examples, without.report]).toEqual(all.map((one) => ({ ...one, stderr: "" })));
  });
});
