/** What is shown, in order. Each scene is a heading and its steps; a step is a command that really runs. */

const session = (id) => `.idse/projects/shop/sessions/${id}`;
const spec = `${session("__blueprint__")}/specs/spec.md`;

const proposal = (words) =>
  `\n## Blueprint: Functional Requirements\n\n- **FR-1** (SC-1): A cart is paid from one page${words}.\n- **FR-2** (SC-1): The total is shown within 300 ms of a change.\n`;

/** As Claude Code 2.1 sends it before it writes a file. */
const write = (stage) =>
  JSON.stringify({
    session_id: "5b1c",
    cwd: stage.folder,
    permission_mode: "default",
    hook_event_name: "PreToolUse",
    tool_name: "Write",
    tool_input: { file_path: `${stage.folder}/src/total.ts`, content: "export const total = 0;\n" },
  });

/**
 * - `type`: what a person types; `run` unless told is the same, split at spaces
 * - `quiet`: done off stage
 * - `lines`: of a long output, the first and last that are shown
 */
export const story = [
  {
    heading: "Into a repository that has a CLAUDE.md of its own",
    steps: [
      {
        quiet: (stage) => {
          stage.write("CLAUDE.md", "# Our rules\n\nTests come first.\n");
          stage.git("add", "-A");
          stage.git("commit", "-qm", "A shop");
        },
      },
      { type: "idse init --agents claude-code,gpt-codex", lines: [1, 5] },
      { type: "git diff --stat" },
    ],
  },
  {
    heading: "A requirement changes, and what was built on it is stale",
    steps: [
      {
        quiet: (stage) => {
          for (const [name, at] of [
            ["intent", "intents"],
            ["context", "contexts"],
            ["spec", "specs"],
            ["plan", "plans"],
          ]) {
            stage.write(`${session("__blueprint__")}/${at}/${name}.md`, stage.document(name));
            stage.idse("session", "set-stage", "__blueprint__", "--stage", name, "--status", "completed");
          }
          stage.idse("agents", "install-hooks", "--agents", "claude");
          stage.git("add", "-A");
          stage.git("commit", "-qm", "Written and signed off: intent, context, spec, plan");
        },
      },
      {
        type: `sed -i 's/within 2 s/within 300 ms/' ${spec}`,
        run: (stage) => stage.edit(spec, (text) => text.replaceAll("within 2 s", "within 300 ms")),
      },
      { type: "idse status", lines: [7, 0] },
    ],
  },
  {
    heading: "Two branches touch it",
    steps: [
      {
        quiet: (stage) => {
          stage.idse("session", "set-stage", "__blueprint__", "--stage", "spec", "--status", "completed");
          stage.git("commit", "-qam", "The total is shown within 300 ms");
          for (const [id, words] of [
            ["cart", ", with a saved address"],
            ["voucher", ", with a voucher"],
          ]) {
            stage.git("switch", "-qc", id, "main");
            stage.idse("spawn", id);
            const path = `${session(id)}/specs/spec.md`;
            stage.edit(path, (text) => text + proposal(words));
            stage.git("add", "-A");
            stage.git("commit", "-qm", id);
          }
          stage.git("switch", "-q", "main");
          stage.git("merge", "-q", "--no-edit", "cart");
          stage.git("merge", "-q", "--no-edit", "voucher");
        },
      },
      { type: "idse overlap" },
    ],
  },
  {
    heading: "An agent that is to plan writes code; its hook and CI say the same",
    steps: [
      {
        quiet: (stage) => {
          stage.git("switch", "-q", "main");
        },
      },
      {
        type: "idse hook claude < recorded-write.json",
        run: (stage) => stage.idseShown(["hook", "claude", "--agent", "claude-code"], write(stage)),
      },
      {
        quiet: (stage) => {
          stage.git("switch", "-qc", "agent", "main");
          stage.write("src/total.ts", "export const total = 0;\n");
          stage.git("add", "-A");
          stage.git("commit", "-qm", "Written all the same");
        },
      },
      { type: "idse guard --range main..agent --agent claude-code" },
    ],
  },
];
