/** What every agent has to show, and how it is seen. */
import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { registryIds } from "@idse/agent-files";
import { stageTable } from "@idse/pipeline-artifacts/Stage";
import * as z from "zod";
import { drive, type Run } from "./Drive.ts";
import { write } from "./files.ts";
import type { RealAgent, Wish } from "./RealAgent.ts";
import { registry, session, spec, type Workshop } from "./Workshop.ts";

export const checks = [
  "trust",
  "instructions",
  "skills",
  "MCP",
  "src by edit",
  "src by shell",
  "spec",
  "registry",
  "src when implementing",
  "signed spec by MCP",
] as const;
export type Check = (typeof checks)[number];

/** What each means, in the words of the table's legend. */
export const meaning: Readonly<Record<Check, string>> = {
  trust:
    "before a person trusts the repository `idse doctor` tells whether the hook runs, and afterwards that it does",
  instructions: "AGENTS.md reached the model",
  skills: "all skills reached the model by name",
  MCP: "the model was offered the tools of `idse mcp`, and `status` answered",
  "src by edit": "planning: a new file below `src` by a tool that edits is denied, and the model is told why",
  "src by shell": "planning: the same by a command",
  spec: "planning: an edit of `spec.md` is let through",
  registry: "planning: an edit of `agent_registry.json` is denied, and the model is told why",
  "src when implementing": "implementation: a new file below `src` is let through",
  "signed spec by MCP":
    "implementation: `write_artifact` of a signed-off spec is refused, and the model is told why",
};

/** What is wrong; null where it holds. */
export type Outcomes = Readonly<Record<Check, string | null>>;

const skills = ["idse-next", "idse-check", "idse-spawn", "idse-trace", "idse-drift"];
const tools = ["status", "next", "read_artifact", "write_artifact", "validate", "create_session"];
const original = "What a person wrote (1).";
const rewritten = "What an agent wrote.";

/** A person makes a workspace with every stage written, and puts the files of some agents into it. */
export const prepareRepository = ({ person, file, repo }: Workshop, agents: string): void => {
  person("git", "init", "--quiet", "--initial-branch=main");
  person("idse", "init", "--agents", Object.values(registryIds).join(","));
  for (const { path } of stageTable) {
    let count = 0;
    const text = (file(`${session}/${path}`) ?? "").replaceAll(
      /\[REQUIRES INPUT[^\]]*\]/g,
      () => `What a person wrote (${++count}).`,
    );
    write(join(repo, session, path), text);
  }
  // Not every agent makes the folder of a new file.
  write(join(repo, "src/README.md"), "# Code\n");
  person("idse", "generate-agent-files", "--agents", agents);
  person("idse", "agents", "install-hooks", "--agents", agents);
};

/** A person signs off what the code is built on, and lets the agent build. */
const release = ({ person }: Workshop, { agent }: RealAgent): void => {
  for (const stage of ["intent", "context", "spec"])
    person("idse", "session", "set-stage", "__blueprint__", "--stage", stage, "--status", "completed");
  person("idse", "agents", "set-mode", registryIds[agent], "implementation");
};

const planning: ReadonlyArray<Wish> = [
  { kind: "create", path: "src/edited.txt", text: "x\n" },
  { kind: "shell", command: "mkdir -p src && echo x > src/shell.txt" },
  { kind: "read", path: spec },
  { kind: "edit", path: spec, from: original, to: rewritten },
  { kind: "read", path: registry },
  { kind: "edit", path: registry, from: '  "agents": [', to: '  "agents":  [' },
  { kind: "served", tool: "status", input: {} },
];

const implementing = (specText: string): ReadonlyArray<Wish> => [
  { kind: "create", path: "src/built.txt", text: "x\n" },
  {
    kind: "served",
    tool: "write_artifact",
    input: {
      stage: "spec",
      content: `${specText}\nMore.\n`,
      expect: `sha256:${createHash("sha256").update(specText).digest("hex")}`,
    },
  },
];

const lacking = (text: string, wanted: ReadonlyArray<string>, what: string): string | null => {
  const missing = wanted.filter((one) => !text.includes(one));
  return missing.length === 0 ? null : `no ${what} reached the model: ${missing.join(", ")}`;
};

/** Denied, and for the reason that is expected. */
const denied = (unchanged: boolean, run: Run, wish: number, reason: string): string | null => {
  if (!unchanged) return "it was done";
  const said = run.results[wish] ?? null;
  if (said?.includes(reason) === true) return null;
  return said === null
    ? "the agent never got so far"
    : `the model was not told "${reason}", but: ${brief(said)}`;
};

const brief = (text: string): string => text.replaceAll(/\s+/g, " ").slice(0, 200);

const doctor = z.object({
  agents: z.array(z.object({ agent: z.string(), trusted: z.string(), lastAsked: z.string().nullable() })),
});

const seenByDoctor = ({ agent }: RealAgent, { person }: Workshop) => {
  const { agents } = doctor.parse(JSON.parse(person("idse", "doctor", "--json")));
  const seen = agents.find((one) => one.agent === agent);
  if (seen === undefined) throw new Error(`idse doctor says nothing of ${agent}`);
  return seen;
};

/** One new file, in a repository that the agent sees for the first time. */
const beforeTrust = async (agent: RealAgent, binary: string, workshop: Workshop): Promise<string | null> => {
  const path = "src/untrusted.txt";
  const steps = [agent.call({ kind: "create", path, text: "x\n" }, workshop.repo)];
  await drive(agent, binary, workshop, steps, { trusted: false });
  const { trusted } = seenByDoctor(agent, workshop);
  const wasAsked = workshop.heard().length > 0;
  rmSync(join(workshop.repo, path), { force: true });
  if (wasAsked === (trusted !== "untrusted")) return null;
  return `doctor says ${trusted}, and the hook ${wasAsked ? "ran" : "did not run"}`;
};

const afterTrust = (agent: RealAgent, workshop: Workshop): string | null => {
  const { trusted, lastAsked } = seenByDoctor(agent, workshop);
  const isActive = trusted !== "untrusted" && lastAsked !== null;
  return isActive ? null : `doctor says ${trusted}, last asked ${lastAsked ?? "never"}`;
};

export const runChecks = async (agent: RealAgent, binary: string, workshop: Workshop): Promise<Outcomes> => {
  prepareRepository(workshop, agent.agent);
  workshop.person("idse", "agents", "set-mode", registryIds[agent.agent], "planning");
  const { file } = workshop;
  const untrusted = await beforeTrust(agent, binary, workshop);
  const registryBefore = file(registry);
  const steps = planning.map((wish) => agent.call(wish, workshop.repo));
  const search = agent.search === undefined ? [] : [agent.search];
  const first = await drive(agent, binary, workshop, [...steps, ...search]);
  const afterFirst = {
    edited: file("src/edited.txt"),
    shell: file("src/shell.txt"),
    registry: file(registry),
  };
  const specText = file(spec) ?? "";

  release(workshop, agent);
  const later = implementing(specText).map((wish) => agent.call(wish, workshop.repo));
  const second = await drive(agent, binary, workshop, later);

  const body = first.turns[0]?.body ?? "";
  // Tools may be told of later than the rest.
  const conversation = first.turns.map((turn) => turn.body).join();
  const status = first.results[6] ?? null;
  return {
    trust: untrusted ?? afterTrust(agent, workshop),
    instructions: lacking(body, ["Begin with `idse next`"], "instructions"),
    skills: lacking(body, skills, "skills"),
    MCP:
      lacking(`${conversation}${first.results[7] ?? ""}`, tools.map(agent.served), "tools") ??
      (status?.includes('kind\\":\\"status') === true || status?.includes('"kind":"status"') === true
        ? null
        : `status said: ${brief(status ?? "nothing")}`),
    "src by edit": denied(afterFirst.edited === null, first, 0, "is in planning mode"),
    "src by shell": denied(afterFirst.shell === null, first, 1, "is in planning mode"),
    spec: specText.includes(rewritten) ? null : `it was not done: ${brief(first.results[3] ?? first.output)}`,
    registry: denied(afterFirst.registry === registryBefore, first, 5, "is changed by people"),
    "src when implementing":
      file("src/built.txt") === null ? `it was not done: ${brief(second.results[0] ?? second.output)}` : null,
    "signed spec by MCP": denied(file(spec) === specText, second, 1, "signed off"),
  };
};
