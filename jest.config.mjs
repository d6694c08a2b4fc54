// One Jest over the whole repository, or over one package with `--rootDir packages/NAME`.
// ESM mode: run it with `node --experimental-vm-modules`.
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

const swc = [
  "@swc/jest",
  {
    jsc: { target: "es2024", parser: { syntax: "typescript" }, keepClassNames: true },
    module: { type: "es6" },
    sourceMaps: "inline",
  },
];

export default {
  testEnvironment: "node",
  // The first condition makes `@idse/*` resolve to sources, so tests need no build.
  testEnvironmentOptions: { customExportConditions: ["@idse/source", "node", "node-addons"] },
  extensionsToTreatAsEsm: [".ts"],
  transform: { "^.+\\.ts$": swc },
  transformIgnorePatterns: ["/node_modules/"],
  moduleFileExtensions: ["js", "mjs", "ts", "json", "node"],
  testMatch: ["**/test/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/dist/", "/\\.tsspec/", "/\\.agents-cache/", "/test/fixtures/"],
  modulePathIgnorePatterns: [
    "<rootDir>/.*/dist/",
    "<rootDir>/dist/",
    "/\\.tsspec/",
    "/\\.agents-cache/",
    "/test/fixtures/",
  ],
  cacheDirectory: fileURLToPath(new URL("./.jest-cache", import.meta.url)),
  // Many tests start processes of their own, which need room too.
  maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
  testTimeout: 120_000,
};
