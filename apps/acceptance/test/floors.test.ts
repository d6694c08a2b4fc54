/** The check of the floors, held against small workspaces in a temporary folder, each broken in one way. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";
import { type FloorProject, floorProblems, sourcesBelow } from "../../../tools/check-floors.mjs";

const workspace = mkdtempSync(join(tmpdir(), "idse-floors-"));
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(workspace, file)), { recursive: true });
  writeFileSync(join(workspace, file), text);
};

const read = (file: string): string | undefined =>
  existsSync(join(workspace, file)) ? readFileSync(join(workspace, file), "utf8") : undefined;

const manifestOf = (name: string, dependencies: ReadonlyArray<string>): Record<string, unknown> => ({
  name: `@idse/${name}`,
  description: "A package of the fixture.",
  license: "MIT",
  exports: { ".": "./src/index.ts" },
  files: ["src"],
  engines: { node: ">=22.19" },
  dependencies: Object.fromEntries(dependencies.map((dependency) => [dependency, "^0.1.0"])),
});

/** The fixture house: ground on floor 0, left and right on floor 1, roof on floor 2. */
const house: Record<string, { floor: number; dependencies: ReadonlyArray<string> }> = {
  ground: { floor: 0, dependencies: ["zod"] },
  left: { floor: 1, dependencies: ["@idse/ground"] },
  right: { floor: 1, dependencies: ["@idse/ground"] },
  roof: { floor: 2, dependencies: ["@idse/left", "@idse/right"] },
};

const projects = (change: (project: FloorProject) => FloorProject = (project) => project): FloorProject[] =>
  Object.entries(house).map(([name, { floor, dependencies }]) =>
    change({
      name: `@idse/${name}`,
      root: `packages/${name}`,
      tags: ["npm:public", `floor:${floor}`],
      dependsOn: dependencies,
      manifest: manifestOf(name, dependencies),
      files: sourcesBelow(workspace, `packages/${name}`),
    }),
  );

const messages = (change?: (project: FloorProject) => FloorProject): string[] =>
  floorProblems({ projects: projects(change), workspaceDevDependencies: ["@jest/globals"] }, read).map(
    ({ file, line, message }) => `${file}:${line} ${message}`,
  );

beforeEach(() => {
  rmSync(join(workspace, "packages"), { recursive: true, force: true });
  for (const [name, { dependencies }] of Object.entries(house)) {
    write(`packages/${name}/package.json`, JSON.stringify(manifestOf(name, dependencies), null, 2));
    write(`packages/${name}/README.md`, `# ${name}\n`);
  }
  write("packages/ground/src/index.ts", 'import * as z from "zod";\nexport const word = z.string();\n');
  write("packages/left/src/index.ts", 'export { word } from "@idse/ground";\n');
  write(
    "packages/right/src/index.ts",
    'import type { word } from "@idse/ground";\nexport type Word = typeof word;\n',
  );
  write("packages/roof/src/index.ts", 'export { word } from "@idse/left";\n');
  write(
    "packages/roof/test/index.test.ts",
    'import { readFileSync } from "node:fs";\nimport { it } from "@jest/globals";\nimport { word } from "../src/index.ts";\n',
  );
});

describe("the floors", () => {
  it("accept a house in order", () => {
    expect(messages()).toEqual([]);
  });

  it("turn red on an import that goes up", () => {
    write("packages/left/src/peek.ts", 'const one = 1;\n\nexport const roof = await import("@idse/roof");\n');
    expect(messages()).toEqual([
      expect.stringMatching(
        /^packages\/left\/src\/peek\.ts:3 @idse\/left \(floor 1\) builds on @idse\/roof \(floor 2\)/,
      ),
    ]);
  });

  it("turn red on an import that goes sideways, even of a type", () => {
    write("packages/left/src/peek.ts", 'import type { Word } from "@idse/right";\n');
    expect(messages()).toEqual([
      expect.stringMatching(
        /^packages\/left\/src\/peek\.ts:1 @idse\/left \(floor 1\) builds on @idse\/right \(floor 1\)/,
      ),
    ]);
  });

  it("turn red on a declared dependency that goes sideways, imported or not", () => {
    const red = messages((project) =>
      project.name === "@idse/left" ? { ...project, dependsOn: ["@idse/ground", "@idse/right"] } : project,
    );
    expect(red).toEqual([
      expect.stringMatching(/^packages\/left\/package\.json:\d+ @idse\/left .* @idse\/right/),
    ]);
  });

  it("turn red on an undeclared dependency", () => {
    write("packages/roof/src/deep.ts", 'export { word } from "@idse/ground";\nimport "zod/mini";\n');
    expect(messages()).toEqual([
      "packages/roof/src/deep.ts:1 @idse/roof imports @idse/ground without declaring it. Add it to dependencies in packages/roof/package.json.",
      "packages/roof/src/deep.ts:2 @idse/roof imports zod without declaring it. Add it to dependencies in packages/roof/package.json.",
    ]);
  });

  it("let a test use the workspace's dev dependencies, and sources not", () => {
    write("packages/roof/src/wrong.ts", 'import { it } from "@jest/globals";\n');
    expect(messages()).toEqual([
      expect.stringContaining("packages/roof/src/wrong.ts:1 @idse/roof imports @jest/globals"),
    ]);
  });

  it("turn red on a relative import that leaves the package", () => {
    write("packages/roof/test/sneak.test.ts", 'import "../../ground/src/index.ts";\n');
    expect(messages()).toEqual([expect.stringContaining("../../ground/src/index.ts leaves packages/roof")]);
  });

  it("turn red on the platform below floor 3, in sources alone", () => {
    write("packages/left/src/read.ts", 'import { readFileSync } from "node:fs";\n');
    write("packages/left/test/read.test.ts", 'import { readFileSync } from "node:fs";\n');
    expect(messages()).toEqual([
      expect.stringContaining(
        "packages/left/src/read.ts:1 @idse/left (floor 1) imports the platform module node:fs",
      ),
    ]);
  });

  it("turn red on no floor, on two, and on a name without a concept", () => {
    expect(messages((project) => ({ ...project, tags: [] }))).toHaveLength(4);
    const two = messages((project) => ({ ...project, tags: [...project.tags, "floor:1"] }));
    expect(two.filter((message) => message.includes("2 floor tags"))).toHaveLength(4);
    const [ground] = projects();
    const shared = { ...ground, name: "@idse/shared" } as FloorProject;
    expect(floorProblems({ projects: [shared] }, read)).toEqual([
      expect.objectContaining({ message: expect.stringContaining("names no concept") }),
    ]);
  });

  it("turn red on a published package without README, description or licence", () => {
    rmSync(join(workspace, "packages/roof/README.md"));
    const red = messages((project) =>
      project.name === "@idse/roof"
        ? { ...project, manifest: { ...project.manifest, description: "", license: undefined } }
        : project,
    );
    expect(red.map((message) => message.replace(/^\S+ \S+ /, ""))).toEqual([
      'is published without "description". Add it.',
      'is published without "license". Add it.',
      "has no README.md. Write one screen.",
    ]);
  });
});
