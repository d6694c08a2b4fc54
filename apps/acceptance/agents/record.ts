/** What the programs sent to `idse hook`, without what is of this machine or of one run, as rows for the guard's tests. */
import { basename, join } from "node:path";
import { drive } from "./Drive.ts";
import { write } from "./files.ts";
import type { RealAgent } from "./RealAgent.ts";
import { tour } from "./tour.ts";
import type { Workshop } from "./Workshop.ts";

export interface Places {
  readonly root: string;
  readonly home: string;
  readonly repo: string;
}

/** Claude Code names a folder after the repository, with a dash for each other sign. */
const dashed = (path: string): string => path.replaceAll(/[^A-Za-z0-9]/g, "-");

export const scrubbed = (text: string, { root, home, repo }: Places): string => {
  const clean = text
    .replaceAll(dashed(repo), "-repo")
    .replaceAll(repo, "/repo")
    .replaceAll(home, "/home/ada")
    .replaceAll(root, "/run")
    .replaceAll(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "00000000-0000-4000-8000-000000000000")
    .replaceAll(/\bses_\w+/g, "ses_0")
    .replaceAll(/"timestamp":\d+/g, '"timestamp":1795000000000')
    .replaceAll(/\b20\d\d-\d\d-\d\dT\d\d[:-]\d\d[:-]\d\d(?:\.\d+)?/g, "2026-11-26T00-00-00")
    .replaceAll(/\b20\d\d-\d\d-\d\dT\d\d-\d\d-[0-9a-f]{8}\b/g, "2026-11-26T00-00-00000000");
  if (clean.includes(basename(root))) throw new Error(`A path of this machine is left: ${clean}`);
  return clean;
};

/** Drives an agent through the tour and writes what its hook was asked. */
export const record = async (
  agent: RealAgent,
  binary: string,
  workshop: Workshop,
  folder: string,
): Promise<number> => {
  const before = workshop.heard().length;
  const steps = tour.map(({ wish }) => agent.call(wish, workshop.repo));
  await drive(agent, binary, workshop, steps);
  const payloads = workshop
    .heard()
    .slice(before)
    .flatMap(({ step, payload }) => {
      const stop = tour[step];
      if (stop === undefined) return [];
      const { name, planning, implementation } = stop;
      return [{ name, planning, implementation, payload: JSON.parse(scrubbed(payload, workshop)) }];
    });
  const file = `${agent.name.toLowerCase().replaceAll(/[^a-z]+/g, "-")}.json`;
  const { agent: form, name, version } = agent;
  write(
    join(folder, file),
    `${JSON.stringify({ agent: form, program: name, version, payloads }, null, 2)}\n`,
  );
  return payloads.length;
};
