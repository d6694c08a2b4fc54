/** Every package's README opens with an example that works: its first TypeScript block under Use, verbatim. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "@jest/globals";

const packages = fileURLToPath(new URL("../../../packages", import.meta.url));

/** The first ```ts block between `## Use` and the next heading of its level. */
const exampleOf = (readme: string): string | undefined => {
  const [, section] = /^## Use[ \t]*\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(readme) ?? [];
  return /^```ts[ \t]*\n([\s\S]*?)^```/m.exec(section ?? "")?.[1];
};

it("finds an example under Use and nowhere else", () => {
  const block = "```ts\nconst a = 1;\n```\n";
  expect(exampleOf(`# X\n\n## Use\n\nText.\n\n${block}`)).toBe("const a = 1;\n");
  expect(exampleOf(`# X\n\n${block}\n## Use\n\n## Other\n\n${block}`)).toBeUndefined();
});

it.each(readdirSync(packages).sort())("%s: the example of its README runs", async (name) => {
  const readme = join(packages, name, "README.md");
  const example = existsSync(readme)
    ? exampleOf(readFileSync(readme, "utf8").replaceAll("\r\n", "\n"))
    : undefined;
  if (example === undefined)
    throw new Error(`packages/${name}/README.md has no \`\`\`ts block under "## Use"`);
  // Inside the package, so that imports resolve as they do for its own code; the folder is ignored.
  const folder = join(packages, name, ".tsspec", "readme");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "use.ts");
  writeFileSync(file, example);
  const flags = ["--conditions=@idse/source", "--disable-warning=ExperimentalWarning"];
  // A rejection carries what the example wrote to stderr.
  await expect(
    promisify(execFile)(process.execPath, [...flags, file], { cwd: folder }),
  ).resolves.toBeDefined();
});
