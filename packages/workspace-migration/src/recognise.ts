/** A listing of paths read as layouts: which files matter, and as what. No text is needed for it. */
import { type Find, type LayoutName, layoutNames, type Recogniser } from "./Find.ts";
import { idse } from "./layouts/idse.ts";
import { openSpec } from "./layouts/openspec.ts";
import { specKit } from "./layouts/spec-kit.ts";

/** Where the predecessor kept its documents. */
export const databasePath = ".idse/idse.db";

const recognisers: ReadonlyArray<Recogniser> = [idse, specKit, openSpec];

/** What is looked for, for who has none of it. */
export const lookedFor: ReadonlyArray<{ readonly layout: LayoutName; readonly where: string }> = [
  { layout: "predecessor", where: ".idse/projects/<project>/sessions/<session>/" },
  { layout: "predecessor-database", where: databasePath },
  {
    layout: "agency",
    where: "projects/<project>/sessions/<session>/, <stage>/projects/… and <stage>/current/",
  },
  { layout: "spec-kit", where: "specs/NNN-name/ and .specify/memory/constitution.md" },
  { layout: "openspec", where: "openspec/specs/ and openspec/changes/" },
];

/** The folders of a source in which anything of a layout can lie; the rest need not be listed. */
export const searchedFolders: ReadonlyArray<string> = [
  ".idse/projects",
  ...["intents", "contexts", "specs", "plans", "tasks", "implementation", "feedback"].flatMap((folder) => [
    `.idse/${folder}`,
    folder,
  ]),
  "projects",
  ".specify/memory",
  "memory",
  "openspec",
];

/** In the order of layouts, then of paths. */
export const recognise = (
  paths: ReadonlyArray<string>,
  /** `.specify/` is there, whatever lies in it. */
  { specify }: { readonly specify: boolean },
): ReadonlyArray<Find> =>
  paths
    .flatMap((path) => {
      for (const recogniser of recognisers) {
        const find = recogniser(path, { specify });
        if (find !== null) return [find];
      }
      return [];
    })
    .sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));

const rank = ({ layout }: Find): number => layoutNames.indexOf(layout);

/** Layouts of which there is more than files that nobody carries. */
export const layoutsIn = (finds: ReadonlyArray<Find>): ReadonlyArray<LayoutName> =>
  layoutNames.filter((name) =>
    finds.some(({ layout, role }) => layout === name && role !== "left" && role !== "created"),
  );
