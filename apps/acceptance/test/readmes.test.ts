/** Every package's README shows examples that work: each TypeScript block under Use, verbatim. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "@jest/globals";
import { examplesOf } from "./readmeExamples.ts";

const packages = fileURLToPath(new URL("../../../packages", import.meta.url));

it("finds examples under Use and nowhere else", () => {
  const block = "```ts\nconst a = 1;\n```\n";
  const example = "const a = 1;\n";
  expect(examplesOf(`# X\n\n## Use\n\nText.\n\n${block}\nMore.\n\n${block}`)).toEqual([example, example]);
  expect(examplesOf(`# X\n\n${block}\n## Use\n\n## Other\n\n${block}`)).toEqual([]);
});

it.each(readdirSync(packages).sort())("%s: the examples of its README run", async (name) => {
  const readme = join(packages, name, "README.md");
  const examples = existsSync(readme)
    ? examplesOf(readFileSync(readme, "utf8").replaceAll("\r\n", "\n"))
    : [];
  if (examples.length === 0)
    throw new Error(`packages/${name}/README.md has no \`\`\`ts block under "## Use"`);
  // Inside the package, so that imports resolve as they do for its own code; the folder is ignored.
  const folder = join(packages, name, ".tsspec", "readme");
  mkdirSync(folder, { recursive: true });
  const flags = ["--conditions=@idse/source", "--disable-warning=ExperimentalWarning"];
  for (const [index, example] of examples.entries()) {
    const file = join(folder, `use-${index + 1}.ts`);
    writeFileSync(file, example);
    // A rejection carries what the example wrote to stderr.
    await expect(
      promisify(execFile)(process.execPath, [...flags, file], { cwd: folder }),
    ).resolves.toBeDefined();
  }
});
