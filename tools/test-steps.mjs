/**
 * The steps of `npm test`, in order, up to the first that fails. A step's output is shown only when it
 * fails, Jest's always. The last line is the count that programs read: `N passed, M failed`, where every
 * Jest test and every other step counts as one.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./node-runtime.mjs";

const jestReport = join(root, ".jest-cache", "report.json");
const modules = "node_modules";
const jestArguments = process.argv.slice(2);

const runNode = (args, options) => spawnSync(process.execPath, args, { cwd: root, ...options });

/** A step that is one script under Node; it passes with exit code 0. */
const script = (name, path, ...args) => ({
  name,
  run: () => {
    if (!existsSync(join(root, path))) return { failed: 1, output: `missing step: ${path} does not exist\n` };
    const { status, stdout, stderr, error } = runNode([path, ...args], { encoding: "utf8" });
    const output = `${stdout ?? ""}${stderr ?? ""}${error ? `${error.message}\n` : ""}`;
    // A machine may lack what a step is about; then it is neither passed nor failed, and says so.
    const notRun = /^not run: .*\n$/.exec(stdout ?? "")?.[0];
    if (status === 0 && notRun !== undefined) return { output: notRun, absent: true };
    return status === 0 ? { passed: 1 } : { failed: 1, output };
  },
});

/** Two packages own a bin of this name; the builds hold either way, but only this one is fast. */
const compilerIsNative = {
  name: "tsc is TypeScript 7",
  run: () => {
    const { stdout } = spawnSync("tsc", ["-v"], {
      cwd: root,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    if (/^Version 7\./.test(stdout ?? "")) return { passed: 1 };
    return { failed: 1, output: `tsc -v says: ${stdout ?? "nothing"}\nRun: npm ci\n` };
  },
};

const jest = {
  name: "tests",
  run: () => {
    mkdirSync(join(root, ".jest-cache"), { recursive: true });
    rmSync(jestReport, { force: true });
    const flags = ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning"];
    const reporting = ["--json", `--outputFile=${jestReport}`];
    const { status } = runNode(
      [...flags, join(modules, "jest", "bin", "jest.js"), ...reporting, ...jestArguments],
      {
        stdio: ["inherit", "ignore", "inherit"],
      },
    );
    if (!existsSync(jestReport)) return { failed: 1, output: "Jest ended without a report\n" };
    const report = JSON.parse(readFileSync(jestReport, "utf8"));
    const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
    return { passed: report.numPassedTests, failed: status === 0 ? failed : Math.max(failed, 1) };
  },
};

const biome = join(modules, "@biomejs", "biome", "bin", "biome");
const bundle = script("command line bundle", "tools/build-cli.mjs");

const everyStep = [
  script("lock is complete", "tools/complete-lock.mjs", "--check"),
  script("embedded texts", "tools/embed-texts.mjs", "--check"),
  script("lint and format", biome, "check", "--colors=off", "--error-on-warnings", "--diagnostic-level=warn"),
  compilerIsNative,
  script("project references", join(modules, "nx", "dist", "bin", "nx.js"), "sync:check"),
  script("types", join(modules, "@typescript", "native", "bin", "tsc"), "-b"),
  script("floors", "tools/check-floors.mjs"),
  script("releases of the command line", "tools/check-cli-release.mjs"),
  bundle,
  script("Python package", "tools/test-wheel.mjs", "--quick"),
  script("schemas", "tools/schemas.mjs", "--check"),
  script("documentation of the rules", "tools/rules-doc.mjs", "--check"),
  script("reference of commands", "tools/reference.mjs", "--check"),
  script("documentation of sync", "tools/sync-doc.mjs", "--check"),
  jest,
  script("our own documents", "apps/cli/bin/idse.js", "validate", "--all", "--claimed"),
  script("our own claims", "apps/cli/bin/idse.js", "blueprint", "verify"),
];

/** With arguments Jest alone; tests of an app run the built bundle, so that one is made first. */
const chosenSteps = () => {
  if (jestArguments.length === 0) return everyStep;
  if (jestArguments[0] === "--no-tests") return everyStep.filter((step) => step !== jest);
  return jestArguments.some((argument) => argument.includes("apps")) ? [bundle, jest] : [jest];
};

let passed = 0;
let failed = 0;
const start = performance.now();
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

for (const step of chosenSteps()) {
  const stepStart = performance.now();
  const outcome = step.run();
  passed += outcome.passed ?? 0;
  failed += outcome.failed ?? 0;
  if (outcome.output) process.stdout.write(outcome.output.replace(/\n*$/, "\n"));
  console.log(
    `${outcome.failed ? "failed" : outcome.absent ? "absent" : "passed"}  ${step.name}  ${seconds(stepStart)}`,
  );
  if (failed) break;
}
console.log(`in ${seconds(start)}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
