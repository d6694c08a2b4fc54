/**
 * A local Nx plugin: every project with a tsconfig.spec.json gets a cached `test` target, so that
 * `nx affected -t test` runs what a change can reach. `npm test` runs everything in one Jest instead.
 */
import { posix } from "node:path";

const jest =
  "node --experimental-vm-modules --disable-warning=ExperimentalWarning node_modules/jest/bin/jest.js";

const testTarget = (root) => ({
  executor: "nx:run-commands",
  cache: true,
  // Paths start at the root: Nx refuses {workspaceRoot} inside a command.
  options: { command: `${jest} -c jest.config.mjs --rootDir ${root} --passWithNoTests` },
  inputs: [
    "default",
    "^production",
    "{workspaceRoot}/jest.config.mjs",
    "{workspaceRoot}/tools/**/*",
    { externalDependencies: ["jest", "@swc/jest", "@swc/core"] },
    { runtime: "node -v" },
  ],
  outputs: [],
});

export const name = "idse-test";

export const createNodesV2 = [
  "{packages,apps}/*/tsconfig.spec.json",
  (files) =>
    files.map((file) => {
      const root = posix.dirname(file.replaceAll("\\", "/"));
      return [file, { projects: { [root]: { targets: { test: testTarget(root) } } } }];
    }),
];
