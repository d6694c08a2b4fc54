/**
 * The agents' own programs against a workspace of the built command line, each with a stand-in for its model.
 *
 *     node lane.ts [--agents claude,codex] [--record FOLDER] [--markdown] [--keep]
 */
import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { realAgents } from "./agents/index.ts";
import { runChecks } from "./checks.ts";
import { download } from "./Download.ts";
import type { RealAgent } from "./RealAgent.ts";
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
  try {
    const done = row(await runChecks(agent, downloaded.binary, workshop));
    if (values.keep || hasFailed(done)) console.error(`${name}: everything is in ${workshop.root}`);
    else rmSync(workshop.root, { recursive: true, force: true, maxRetries: 3 });
    return done;
  } catch (error) {
    return row(error instanceof Error ? error.message : String(error));
  }
};

const rows: Array<Row> = [];
for (const agent of realAgents) {
  if (asked !== undefined && !asked.includes(agent.agent)) continue;
  console.error(`${agent.name} ${agent.version}`);
  rows.push(await tried(agent));
}
console.log(values.markdown ? markdownTable(rows) : textTable(rows));
for (const problem of problemsOf(rows)) console.log(problem);
process.exitCode = rows.some(hasFailed) ? 1 : 0;
