/** The profile of a spec as the file that an agent loads: where it lies, what it lost, and whose file it is. */
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  answerOf,
  edit,
  idse,
  jsonOf,
  type Run,
  read,
  sessionFolder,
  stageFiles,
  textOf,
  trackedTreeOf,
  workspace,
  write,
} from "../support.ts";

const targets = {
  claude: ".claude/agents/checkout.md",
  copilot: ".github/agents/checkout.agent.md",
  codex: ".codex/agents/checkout.toml",
  opencode: ".opencode/agents/checkout.md",
  "open-agent-spec": ".idse/projects/demo/build/agents/checkout.agent-spec.json",
} as const;

const profile = (yaml: string) => (text: string) =>
  text.replace(/## Agent Profile[\s\S]*$/, () => `## Agent Profile\n\n\`\`\`yaml\n${yaml}\n\`\`\`\n`);

const repoWith = (yaml = "id: checkout\nname: Checkout\ndescription: Takes money.\ngoals: [pay]"): string => {
  const repo = workspace();
  textOf(repo, "spawn", "checkout");
  change(repo, yaml);
  return repo;
};

const change = (repo: string, yaml: string): void =>
  edit(join(sessionFolder(repo, "checkout"), stageFiles.spec), profile(yaml));

const compile = (repo: string, target: string, ...rest: ReadonlyArray<string>): Run =>
  idse(["compile", "agent-spec", "--session", "checkout", "--target", target, ...rest], { cwd: repo });

describe("compile agent-spec --target", () => {
  const repo = repoWith();

  it.each(Object.entries(targets))("%s is written to %s, once", (target, path) => {
    expect(compile(repo, target)).toMatchObject({ code: 0, stdout: `Exported: ${path}\n` });
    const first = read(join(repo, path));
    expect(first).toContain("pay");
    expect(compile(repo, target)).toMatchObject({ code: 0, stdout: `Unchanged: ${path}\n` });
    expect(read(join(repo, path))).toBe(first);
  });

  it("says what is lost on stderr and in JSON, and nothing where nothing is", () => {
    const losing = repoWith(
      "id: checkout\nname: Checkout\ndescription: Takes money.\ntools: [hammer]\nmemory_policy: { days: 7 }",
    );
    const text = compile(losing, "codex");
    expect(
      text.stderr.split("\n").filter((line) => line.startsWith("note: tools is lost: Codex")),
    ).toHaveLength(1);
    expect(text.stderr).toContain("note: memory_policy is lost: Codex has no place for it.");
    const json = jsonOf(compile(losing, "claude", "--json"));
    expect(json).toMatchObject({
      kind: "agent-profile-spec",
      target: "claude",
      path: targets.claude,
      losses: [{ field: "tools" }, { field: "memory_policy" }],
      text: null,
    });
    expect(jsonOf(compile(repo, "claude", "--json"))).toMatchObject({ losses: [] });
    expect(answerOf(repo, "compile", "agent-spec", "--session", "checkout")).toMatchObject({
      target: null,
      losses: [],
      text: null,
    });
  });

  it("names the place in the spec of what the agent would not take", () => {
    const wrong = repoWith(
      "id: Checkout\nname: Checkout\ndescription: ''\nruntime_hints:\n  claude:\n    hooks: {}",
    );
    const before = trackedTreeOf(wrong);
    const run = compile(wrong, "claude", "--json");
    expect(run.code).toBe(1);
    const spec = ".idse/projects/demo/sessions/checkout/specs/spec.md";
    const line = (text: string) => read(join(wrong, spec)).split("\n").indexOf(text) + 1;
    expect(jsonOf(run).error).toMatchObject({
      code: "target-id",
      details: {
        problems: [
          { code: "target-id", path: spec, line: line("id: Checkout"), column: 5 },
          { code: "target-description-missing", path: spec, line: line("description: ''") },
          { code: "target-hint-invalid", path: spec, line: line("    hooks: {}") },
        ],
      },
    });
    expect(compile(wrong, "claude").stderr).toContain(`${spec}:${line("id: Checkout")}:5: Claude Code: `);
    expect(trackedTreeOf(wrong)).toEqual(before);
  });

  it("--dry-run prints the file and writes nothing", () => {
    const dry = repoWith();
    const before = trackedTreeOf(dry);
    const { stdout } = compile(dry, "claude", "--dry-run");
    expect(stdout).toMatch(/^---\n[\s\S]*\n- pay\n$/);
    expect(jsonOf(compile(dry, "claude", "--dry-run", "--json"))).toMatchObject({ path: null, text: stdout });
    expect(trackedTreeOf(dry)).toEqual(before);
  });

  it("is misuse with a target that is none, with --format, and --force without a target", () => {
    expect(compile(repo, "cursor")).toMatchObject({ code: 2, stdout: "" });
    expect(compile(repo, "cursor").stderr).toContain("claude, copilot, codex, opencode, open-agent-spec");
    expect(compile(repo, "claude", "--format", "json").code).toBe(2);
    expect(idse(["compile", "agent-spec", "--force"], { cwd: repo }).code).toBe(2);
  });
});

describe("a file that stands there already", () => {
  const yaml = "id: checkout\nname: Checkout\ndescription: Takes money.\ngoals: [pay twice]";
  const expectConflict = (run: Run) => {
    expect(run).toMatchObject({ code: 4, stdout: "" });
    expect(run.stderr).toMatch(/ {2}Write to another folder with --out/);
  };

  it("of somebody else is never overwritten", () => {
    const repo = repoWith();
    for (const [target, path] of Object.entries(targets)) {
      write(join(repo, path), "mine\n");
      expectConflict(compile(repo, target));
      expect(read(join(repo, path))).toBe("mine\n");
    }
    expect(jsonOf(compile(repo, "claude", "--json")).error).toMatchObject({
      code: "file-exists",
      details: { file: targets.claude },
    });
  });

  it("of ours is renewed, unless somebody changed it", () => {
    const repo = repoWith();
    for (const target of Object.keys(targets)) compile(repo, target);
    change(repo, yaml);
    for (const [target, path] of Object.entries(targets)) {
      const file = join(repo, path);
      expect(compile(repo, target)).toMatchObject({ code: 0, stdout: `Exported: ${path}\n` });
      edit(file, (text) => text.replace("pay twice", "pay never"));
      const edited = read(file);
      expectConflict(compile(repo, target));
      expect(read(file)).toBe(edited);
      expect(compile(repo, target, "--force").code).toBe(0);
      expect(read(file)).toContain("pay twice");
    }
  });

  it("of ours with other line ends is still ours", () => {
    const repo = repoWith();
    compile(repo, "claude");
    edit(join(repo, targets.claude), (text) => text.replaceAll("\n", "\r\n"));
    change(repo, yaml);
    expect(compile(repo, "claude").code).toBe(0);
  });

  it("is passed by with --out, where the same holds", () => {
    const repo = repoWith();
    write(join(repo, targets.claude), "mine\n");
    expect(compile(repo, "claude", "--out", "made")).toMatchObject({
      stdout: "Exported: made/checkout.md\n",
    });
    edit(join(repo, "made/checkout.md"), (text) => `${text}mine\n`);
    expectConflict(compile(repo, "claude", "--out", "made"));
    expect(read(join(repo, targets.claude))).toBe("mine\n");
  });

  it("is not reached through a link, nor with --force", () => {
    const repo = repoWith();
    const elsewhere = join(repo, "..", "elsewhere");
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, join(repo, ".claude"));
    for (const rest of [[], ["--force"]]) {
      const run = compile(repo, "claude", ...rest);
      expect(run).toMatchObject({ code: 4, stdout: "" });
      expect(run.stderr).toContain(".claude is a link");
    }
  });
});
