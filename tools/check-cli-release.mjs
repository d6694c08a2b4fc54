/**
 * The command line carries @idse/* inside its bundle as dev dependencies, and changesets does not pass
 * releases on through those. So whoever releases one of them must release the command line too.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const cli = "idse-orchestrator";

/** The packages a changeset bumps, from its front matter: `"@idse/stage-state": minor`. */
const bumpedBy = (text) => {
  const frontMatter = /^---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1] ?? "";
  return [...frontMatter.matchAll(/^\s*(["']?)([^"'\s]+)\1\s*:\s*(?:major|minor|patch)\s*$/gm)].map(
    (match) => match[2],
  );
};

/** One message per changeset (`{ file, text }`) that bumps an @idse package without the command line. */
export const releaseProblems = (changesets) =>
  changesets.flatMap(({ file, text }) => {
    const bumped = bumpedBy(text);
    const inside = bumped.filter((name) => name.startsWith("@idse/"));
    if (inside.length === 0 || bumped.includes(cli)) return [];
    return [
      `${file}:1  bumps ${inside.join(", ")}, which ${cli} bundles. Add the line "${cli}": patch (or more).`,
    ];
  });

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = new URL("../.changeset/", import.meta.url);
  const changesets = readdirSync(folder)
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .map((name) => ({ file: `.changeset/${name}`, text: readFileSync(new URL(name, folder), "utf8") }));
  const problems = releaseProblems(changesets);
  for (const problem of problems) console.log(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
