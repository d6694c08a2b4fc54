/**
 * The agents' own programs against a workspace of the built command line, each with a stand-in for its model.
 *
 *     node lane.ts [--agents claude,codex] [--record FOLDER] [--markdown] [--keep]
 */
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { realAgents } from "./agents/index.ts";
import { runChecks } from "./checks.ts";
import { download } from "./Download.ts";
import type { RealAgent } from "./RealAgent.ts";
import { type ReadBack, readBack } from "./readBack.ts";
import { record } from "./record.ts";
import { hasFailed, markdownTable, problemsOf, type Row, textTable } from "./table.ts";
import { makeWorkshop } from "./Workshop.ts";

const { values } = parseArgs({
  options: {
    agents: { type: "string" },
    cache: { type: "string" },
    record: { type: "string" },
    markdown: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
  },
});
const { cache = process.env.IDSE_AGENTS_CACHE } = values;
if (cache === undefined) throw new Error("--cache says where the agents' packages are kept.");
const asked = values.agents?.split(",");
const unknown = asked?.find((name) => !realAgents.some(({ agent }) => agent === name));
if (unknown !== undefined) {
  const known = [...new Set(realAgents.map(({ agent }) => agent))].join(", ");
  console.error(`There is no agent "${unknown}" here. --agents takes some of: ${known}`);
  process.exit(2);
}

const tried = async (agent: RealAgent): Promise<Row> => {
  const { name, version } = agent;
  const row = (outcomes: Row["outcomes"]): Row => ({ agent: name, version, outcomes });
  const downloaded = download(cache, agent);
  if (!downloaded.ok) return row(downloaded.why);
  const workshop = makeWorkshop();
  let isKept = true;
  try {
    const done = row(await runChecks(agent, downloaded.binary, workshop));
    if (values.record !== undefined) {
      const count = await record(agent, downloaded.binary, workshop, resolve(values.record));
      console.error(`  ${count} payloads recorded`);
    }
    isKept = values.keep || hasFailed(done);
    return done;
  } catch (error) {
    return row(error instanceof Error ? error.message : String(error));
  } finally {
    if (isKept) console.error(`${name}: everything is in ${workshop.root}`);
    else rmSync(workshop.root, { recursive: true, force: true, maxRetries: 3 });
  }
};

const rows: Array<Row> = [];
for (const agent of realAgents) {
  if (asked !== undefined && !asked.includes(agent.agent)) continue;
  const start = performance.now();
  rows.push(await tried(agent));
  console.error(`${agent.name} ${agent.version}: ${Math.round((performance.now() - start) / 1000)} s`);
}
console.log(values.markdown ? markdownTable(rows) : textTable(rows));
for (const problem of problemsOf(rows)) console.log(problem);

const readByOthers = (): ReadonlyArray<ReadBack> => {
  const workshop = makeWorkshop();
  try {
    return readBack(cache, workshop);
  } finally {
    rmSync(workshop.root, { recursive: true, force: true, maxRetries: 3 });
  }
};
const read = asked === undefined ? readByOthers() : [];
for (const { name, outcome } of read) console.log(`${name}: ${outcome ?? "ok"}`);
process.exitCode = rows.some(hasFailed) || read.some(({ outcome }) => outcome !== null) ? 1 : 0;
