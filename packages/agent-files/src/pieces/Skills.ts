/** Skills: what an agent reads when it comes to one of the pipeline's verbs, and not before. */
import { type Agent, agents } from "../Agents.ts";
import { texts } from "../generated/texts.ts";
import { ownedFile } from "../OwnedFile.ts";
import type { Piece } from "../Piece.ts";

/** Claude Code reads its own folder only; all others read the shared one. */
const folders: ReadonlyArray<{ readonly folder: string; readonly agents: ReadonlyArray<Agent> }> = [
  { folder: ".agents/skills", agents: agents.filter((agent) => agent !== "claude") },
  { folder: ".claude/skills", agents: ["claude"] },
];

const skillPath = /^skills\/(.+)$/;

/** Paths below a folder of skills, with their texts. */
export const skillTexts: ReadonlyArray<{ readonly path: string; readonly template: string }> = Object.entries(
  texts,
).flatMap(([name, template]) => {
  const path = skillPath.exec(name)?.[1];
  return path === undefined ? [] : [{ path, template }];
});

export const skillPieces = (): ReadonlyArray<Piece> =>
  folders.flatMap(({ folder, agents: readers }) =>
    skillTexts.map(
      ({ path, template }): Piece => ({
        path: `${folder}/${path}`,
        part: "skills",
        agents: readers,
        ...ownedFile(template),
      }),
    ),
  );
