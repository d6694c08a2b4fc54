/**
 * Two judges of SARIF, since neither sees all: the schema knows nothing of an index that leads
 * nowhere, and the multitool keeps silent about a file it cannot load.
 */
import { spawnSync } from "node:child_process";
import { accessSync, chmodSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";

const require = createRequire(import.meta.url);

/** Where the multitool is built for this machine, and so must be there. */
const builtFor: { readonly [machine: string]: string } = {
  "darwin-x64": "@microsoft/sarif-multitool-darwin",
  "linux-x64": "@microsoft/sarif-multitool-linux",
  "win32-x64": "@microsoft/sarif-multitool-win32",
};
const multitoolPackage = builtFor[`${process.platform}-${process.arch}`];
export const hasMultitool = multitoolPackage !== undefined;

/** The 2.1.0 schema, in the copy the multitool ships. Any machine's package has it. */
const schemaText = (): string => {
  for (const name of Object.values(builtFor)) {
    try {
      return readFileSync(require.resolve(`${name}/sarif-2.1.0.json`), "utf8");
    } catch {
      // Installed for another machine.
    }
  }
  throw new Error("No package of the SARIF multitool is installed; run npm ci.");
};

const relative = /^(?![a-z][a-z0-9+.-]*:)(?:[\w\-.~!$&'()*+,;=:@/?#]|%[0-9A-F]{2})*$/i;

const check = new Ajv2020({
  strict: false,
  allErrors: true,
  formats: {
    uri: (text: string) => URL.canParse(text),
    "uri-reference": (text: string) => URL.canParse(text) || relative.test(text),
    uuid: true,
    "date-time": true,
  },
}).compile(JSON.parse(schemaText()));

/** What the schema has against a log; empty for a valid one. */
export const schemaErrors = (log: string): ReadonlyArray<string> =>
  check(JSON.parse(log))
    ? []
    : (check.errors ?? []).map((one) => `${one.instancePath} ${one.message ?? one.keyword}`);

interface Verdict {
  readonly ruleId: string;
  readonly level?: string;
}

/**
 * The ids of the multitool's rules that a log breaks, by level. One file per run: in a run over
 * several, files go missing without a word. Its exit code is 0 in any case.
 */
export const multitoolVerdict = (log: string) => {
  if (multitoolPackage === undefined) throw new Error("There is no multitool for this machine.");
  const program: string = require(multitoolPackage);
  const executable = process.platform === "win32" ? `${program}.exe` : program;
  makeExecutable(executable);
  const folder = mkdtempSync(join(tmpdir(), "idse-sarif-"));
  try {
    const input = join(folder, "in.sarif");
    const output = join(folder, "out.sarif");
    writeFileSync(input, log);
    const options = ["-o", output, "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning;Note"];
    const run = spawnSync(executable, ["validate", input, ...options], {
      cwd: dirname(input),
      encoding: "utf8",
    });
    if (run.error !== undefined) throw run.error;
    const results: ReadonlyArray<Verdict> = JSON.parse(readFileSync(output, "utf8")).runs[0].results;
    const having = (level: string): ReadonlyArray<string> =>
      [
        ...new Set(results.filter((one) => (one.level ?? "warning") === level).map((one) => one.ruleId)),
      ].sort();
    return { errors: having("error"), warnings: having("warning"), notes: having("note") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Its package sets the bit in an install script, and those do not run here. */
const makeExecutable = (file: string): void => {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
};
