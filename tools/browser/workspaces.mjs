/** Workspaces for the browser: our own, one whose every text is hostile, and one with very many sessions. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

const bin = join(root, "apps/cli/bin/idse.js");
const stageFiles = [
  "intents/intent.md",
  "contexts/context.md",
  "specs/spec.md",
  "plans/plan.md",
  "tasks/tasks.md",
  "implementation/README.md",
  "feedback/feedback.md",
];

export const idse = (cwd, ...args) => {
  const run = spawnSync(process.execPath, [bin, ...args], { cwd, encoding: "utf8", maxBuffer: 1 << 30 });
  if (run.status !== 0) throw new Error(`idse ${args.join(" ")} exited with ${run.status}: ${run.stderr}`);
  return run.stdout;
};

const newWorkspace = (name) => {
  const folder = join(mkdtempSync(join(tmpdir(), "idse-browser-")), name);
  mkdirSync(folder);
  idse(folder, "init", name, "--stack", "TypeScript");
  return { folder, sessions: join(folder, ".idse/projects", name, "sessions") };
};

const change = (path, edit) => writeFileSync(path, edit(readFileSync(path, "utf8")));

/** Names, titles, owners, tags and documents that would all like to run something. */
export const hostileWorkspace = () => {
  const { folder, sessions } = newWorkspace("hostile");
  const text = readFileSync(join(root, "packages/report/test/fixtures/hostile.md"), "utf8");
  // What a folder may be called is narrower; names and titles for people are not.
  const names = [
    "'onmouseover='globalThis.canary=1",
    "&lt;img src=x onerror=globalThis.canary=1&gt;",
    "javascript&#58;globalThis.canary='name'",
    "a b%20c#d",
    "constructor",
    "main",
  ];
  for (const [index, name] of names.entries()) {
    const session = join(sessions, name);
    cpSync(join(sessions, "__blueprint__"), session, { recursive: true });
    for (const file of stageFiles) writeFileSync(join(session, file), text);
    change(join(session, "metadata/session.json"), (before) =>
      JSON.stringify({
        ...JSON.parse(before),
        session_id: name,
        session_type: "feature",
        name: `\u202e</title></script><script>globalThis.canary='display ${index}'</script>`,
        owner: `<svg onload="globalThis.canary='owner'">`,
        tags: ["</bdi><script>globalThis.canary='tag'</script>", "javascript:globalThis.canary='tag'"],
        parent_session: index === 0 ? "not-'here'&quot;" : names[index - 1],
        uid: undefined,
      }),
    );
  }
  return folder;
};

/** Five hundred sessions, most of them written. */
export const largeWorkspace = (count = 500) => {
  const { folder, sessions } = newWorkspace("many");
  const own = join(root, ".idse/projects/idse-orchestrator/sessions/five-homes");
  for (let index = 1; index < count; index++) {
    const name = `feature-${String(index).padStart(3, "0")}`;
    const from = index % 3 === 0 ? join(sessions, "__blueprint__") : own;
    cpSync(from, join(sessions, name), { recursive: true });
    const parent = index < 20 ? "__blueprint__" : `feature-${String(index % 19).padStart(3, "0")}`;
    change(join(sessions, name, "metadata/session.json"), (before) =>
      JSON.stringify({
        ...JSON.parse(before),
        session_id: name,
        name: `Feature ${index}`,
        session_type: "feature",
        parent_session: parent === "feature-000" ? "__blueprint__" : parent,
        uid: undefined,
      }),
    );
  }
  return folder;
};
