/** What every package needs before it can be published; `npm run release:dry` publishes them. */
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { releaseProblems } from "../../../tools/check-cli-release.mjs";
import { publishedOf } from "../../../tools/release/clone.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const packages = publishedOf(root);
const versions = new Map(packages.map(({ name, version }) => [name, version]));

describe.each(packages.map((one) => [one.name, one] as const))("%s", (name, one) => {
  it("can be published: files, access, license, place, Node, readme", () => {
    expect(one).toMatchObject({
      license: "MIT",
      publishConfig: { access: "public" },
      engines: { node: ">=22.19" },
      repository: { directory: relative(root, one.folder).replaceAll("\\", "/") },
    });
    expect(one.files).toEqual(expect.arrayContaining(["dist", "CHANGELOG.md"]));
    expect(existsSync(join(one.folder, "README.md"))).toBe(true);
  });

  it("asks for ours by a range that npm understands and this version meets", () => {
    for (const [dependency, range] of Object.entries(one.dependencies ?? {})) {
      const [major, minor, patch] = versions.get(dependency)?.split(".") ?? [];
      if (patch === undefined) continue;
      const [, least] = new RegExp(`^\\^${major}\\.${minor}\\.(\\d+)$`).exec(range) ?? [];
      expect([dependency, range, Number(least) <= Number(patch)]).toEqual([dependency, range, true]);
    }
  });

  it("is not released without the command line, which carries it", () => {
    const alone = { file: ".changeset/a.md", text: `---\n"${name}": patch\n---\n\nA change.\n` };
    expect(releaseProblems([alone])).toHaveLength(name === "idse-orchestrator" ? 0 : 1);
  });
});
