/**
 * Writes docs/schemas: one JSON Schema for each kind of result and each file on disk, generated from the
 * zod schemas that check them; and beside its package, what goes over the wire to Artifact Core. `--check`
 * writes nothing and exits 1 where a file has drifted.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { AgentRegistry } from "@idse/agent-registry";
import { ClaimEvent } from "@idse/blueprint-claims";
import { ConstitutionFile } from "@idse/constitution-rules";
import { publishedSchemas } from "@idse/design-store-artifact-core/Protocol";
import { resultSchemas } from "@idse/orchestrator/results/Results";
import { SessionMetadata } from "@idse/pipeline-artifacts";
import { ProjectMetadata, WorkspaceConfig } from "@idse/project-workspace";
import { agentProfileSpecJsonSchema } from "@idse/spec-compiler";
import { StateRecord } from "@idse/stage-state";
import * as z from "zod";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const check = process.argv.includes("--check");

const files = {
  "claim-event": ClaimEvent,
  config: WorkspaceConfig,
  constitution: ConstitutionFile,
  project: ProjectMetadata,
  registry: AgentRegistry,
  "session-file": SessionMetadata,
  state: StateRecord,
};
const schemas = {
  ...Object.fromEntries(
    Object.entries(resultSchemas).map(([kind, schema]) => [kind, z.toJSONSchema(schema, { io: "output" })]),
  ),
  ...Object.fromEntries(
    Object.entries(files).map(([name, schema]) => [name, z.toJSONSchema(schema, { io: "input" })]),
  ),
  // A compiled profile is checked by the schema its own package publishes.
  "agent-profile-spec-file": agentProfileSpecJsonSchema(),
};

const folders = {
  "docs/schemas": schemas,
  "packages/design-store-artifact-core/schemas": publishedSchemas(),
};

const update = (folder, schemasThere) => {
  mkdirSync(join(root, folder), { recursive: true });
  const wanted = new Map(
    Object.entries(schemasThere).map(([name, schema]) => [
      `${name}.schema.json`,
      `${JSON.stringify({ title: name, ...schema }, null, 2)}\n`,
    ]),
  );
  const drifted = [];
  for (const [name, text] of wanted) {
    const path = join(root, folder, name);
    if (existsSync(path) && readFileSync(path, "utf8").replaceAll("\r\n", "\n") === text) continue;
    drifted.push(name);
    if (!check) writeFileSync(path, text);
  }
  const stray = readdirSync(join(root, folder)).filter(
    (name) => name.endsWith(".schema.json") && !wanted.has(name),
  );
  if (check && drifted.length + stray.length > 0) {
    console.error(`${folder} has drifted: ${[...drifted, ...stray].join(", ")}\nRun: npm run schemas`);
    process.exitCode = 1;
  } else console.log(`${folder}: ${wanted.size} schemas, ${drifted.length} ${check ? "drifted" : "written"}`);
};

for (const [folder, schemasThere] of Object.entries(folders)) update(folder, schemasThere);
