/**
 * Programs of others that read what IDSE writes: rulesync takes over the settings of an agent, skills-ref is the
 * validator of the format of skills. Both are seen to complain about a file that is cut in half.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { prepareRepository } from "./checks.ts";
import { download } from "./Download.ts";
import { write } from "./files.ts";
import type { Workshop } from "./Workshop.ts";

export interface ReadBack {
  readonly name: string;
  /** What is wrong; null where it holds. */
  readonly outcome: string | null;
}

const rulesync = {
  package: "rulesync",
  version: "17.0.0",
  binary: "node_modules/rulesync/dist/cli/index.js",
};
const skillsRef = { package: "skills-ref", version: "0.1.5", binary: "node_modules/skills-ref/dist/cli.js" };

/** What rulesync reads of each agent whose files it knows where we write them. */
const targets = [
  { target: "claudecode", server: true, hook: "idse hook claude ", skills: true, file: ".mcp.json" },
  { target: "codexcli", server: true, hook: "idse hook codex ", skills: true, file: ".codex/config.toml" },
  { target: "cursor", server: true, hook: "idse hook cursor ", skills: false, file: ".cursor/hooks.json" },
  { target: "opencode", server: true, hook: null, skills: false, file: "opencode.json" },
] as const;

const servers = z.object({
  mcpServers: z.object({ idse: z.looseObject({ command: z.literal("idse"), args: z.array(z.string()) }) }),
});
const hooks = z.object({ hooks: z.object({ preToolUse: z.array(z.looseObject({ command: z.string() })) }) });

const skillsIn = (folder: string): ReadonlyArray<string> => (existsSync(folder) ? readdirSync(folder) : []);

export const readBack = (cache: string, workshop: Workshop): ReadonlyArray<ReadBack> => {
  prepareRepository(workshop, "all");
  return [...byRulesync(cache, workshop), ...bySkillsRef(cache, workshop)];
};

const byRulesync = (cache: string, { repo, environment, file }: Workshop): ReadonlyArray<ReadBack> => {
  const downloaded = download(cache, rulesync);
  const name = (what: string): string => `rulesync ${rulesync.version}: ${what}`;
  if (!downloaded.ok) return [{ name: name("import"), outcome: `not run: ${downloaded.why}` }];
  const wrongOf = ({ target, hook, skills }: (typeof targets)[number]): string | null => {
    rmSync(join(repo, ".rulesync"), { recursive: true, force: true });
    const args = ["import", "--targets", target, "--features", "*"];
    const run = spawnSync(process.execPath, [downloaded.binary, ...args], {
      cwd: repo,
      env: environment,
      encoding: "utf8",
      timeout: 120_000,
    });
    if (run.status !== 0) return `it ended with ${run.status}: ${run.stderr}`;
    const server = servers.safeParse(JSON.parse(file(".rulesync/mcp.jsonc") ?? "null"));
    if (!server.success || server.data.mcpServers.idse.args[0] !== "mcp") return "it found no server of ours";
    const found = hooks.safeParse(JSON.parse(file(".rulesync/hooks.jsonc") ?? "null"));
    const commands = found.success ? found.data.hooks.preToolUse.map(({ command }) => command) : [];
    if (hook !== null && !commands.some((command) => command.startsWith(hook)))
      return "it found no hook of ours";
    const read = skillsIn(join(repo, ".rulesync/skills"));
    return skills && read.length < skillsIn(join(repo, ".agents/skills")).length
      ? `it found of our skills only: ${read.join(", ")}`
      : null;
  };
  return targets.flatMap((one) => {
    const outcome = wrongOf(one);
    const whole = file(one.file) ?? "";
    write(join(repo, one.file), whole.slice(0, whole.length / 2));
    const halved = wrongOf(one);
    write(join(repo, one.file), whole);
    return [
      { name: name(one.target), outcome },
      {
        name: name(`${one.target} complains of half of ${one.file}`),
        outcome: halved === null ? "it saw nothing wrong" : null,
      },
    ];
  });
};

const bySkillsRef = (cache: string, { repo, environment, file }: Workshop): ReadonlyArray<ReadBack> => {
  const downloaded = download(cache, skillsRef);
  const name = (what: string): string => `skills-ref ${skillsRef.version}: ${what}`;
  if (!downloaded.ok) return [{ name: name("validate"), outcome: `not run: ${downloaded.why}` }];
  const wrongOf = (skill: string): string | null => {
    const run = spawnSync(process.execPath, [downloaded.binary, "validate", skill], {
      cwd: repo,
      env: environment,
      encoding: "utf8",
      timeout: 60_000,
    });
    return run.status === 0 ? null : `${run.stdout}${run.stderr}`.trim();
  };
  const skills = [".agents/skills", ".claude/skills"].flatMap((folder) =>
    skillsIn(join(repo, folder)).map((skill) => `${folder}/${skill}`),
  );
  const wrong = skills.map(wrongOf).find((outcome) => outcome !== null) ?? null;
  const first = `${skills[0]}/SKILL.md`;
  const whole = file(first) ?? "";
  write(join(repo, first), whole.replace(/^description:.*\n/m, ""));
  const broken = wrongOf(skills[0] ?? "");
  write(join(repo, first), whole);
  return [
    { name: name(`${skills.length} skills`), outcome: skills.length === 0 ? "there are none" : wrong },
    {
      name: name("complains of a skill without description"),
      outcome: broken === null ? "it saw nothing wrong" : null,
    },
  ];
};
