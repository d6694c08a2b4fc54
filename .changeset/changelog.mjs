// Changelogs as changesets writes them, but for what a package is built on: that is named once, and not once
// more for every changeset that touched it.
import changelog from "@changesets/cli/changelog";

const { getReleaseLine } = changelog.default ?? changelog;

export default {
  getReleaseLine,
  getDependencyReleaseLine: async (_changesets, dependencies) =>
    dependencies.length === 0
      ? ""
      : ["- Built on:", ...dependencies.map(({ name, newVersion }) => `  - ${name}@${newVersion}`)].join(
          "\n",
        ),
};
