/** The tree of commands. Only the branch that is asked for is loaded; `help` loads all of it. */
import { Command } from "commander";
import type { Cli } from "./cli.ts";
import { firstWord } from "./options.ts";

type Register = (parent: Command, cli: Cli) => void;
type Load = () => Promise<{ readonly register: Register }>;

interface Branch {
  readonly group: string;
  readonly load: Load;
}

/** What programs type: `help` lists it only with `--all`. */
const plumbing = "Plumbing";

/** Every first word, in the order of the help. */
const branches: Readonly<Record<string, Branch>> = {
  init: { group: "Start", load: () => import("./commands/init.ts") },
  migrate: { group: "Start", load: () => import("./commands/migrate.ts") },
  status: { group: "Start", load: () => import("./commands/status.ts") },
  next: { group: "Start", load: () => import("./commands/next.ts") },
  session: { group: "Write", load: () => import("./commands/session/index.ts") },
  spawn: { group: "Write", load: () => import("./commands/spawn.ts") },
  sessions: { group: "Write", load: () => import("./commands/sessions.ts") },
  "session-info": { group: "Write", load: () => import("./commands/session-info.ts") },
  stage: { group: "Write", load: () => import("./commands/stage/index.ts") },
  artifact: { group: "Write", load: () => import("./commands/artifact/index.ts") },
  store: { group: "Write", load: () => import("./commands/store/index.ts") },
  validate: { group: "Check", load: () => import("./commands/validate.ts") },
  diff: { group: "Check", load: () => import("./commands/diff.ts") },
  trace: { group: "Check", load: () => import("./commands/trace.ts") },
  overlap: { group: "Check", load: () => import("./commands/overlap.ts") },
  query: { group: "Check", load: () => import("./commands/query.ts") },
  export: { group: "Check", load: () => import("./commands/export.ts") },
  doctor: { group: "Check", load: () => import("./commands/doctor.ts") },
  context: { group: "Agents", load: () => import("./commands/context.ts") },
  agents: { group: "Agents", load: () => import("./commands/agents/index.ts") },
  compile: { group: "Agents", load: () => import("./commands/compile/index.ts") },
  "generate-agent-files": { group: "Agents", load: () => import("./commands/generate-agent-files.ts") },
  sync: { group: "Sync", load: () => import("./commands/sync/index.ts") },
  constitution: { group: "Govern", load: () => import("./commands/constitution/index.ts") },
  blueprint: { group: "Govern", load: () => import("./commands/blueprint/index.ts") },
  docs: { group: "Govern", load: () => import("./commands/docs/index.ts") },
  completion: { group: plumbing, load: () => import("./commands/completion.ts") },
  hook: { group: plumbing, load: () => import("./commands/hook.ts") },
  guard: { group: plumbing, load: () => import("./commands/guard.ts") },
  prime: { group: plumbing, load: () => import("./commands/prime.ts") },
  mcp: { group: plumbing, load: () => import("./commands/mcp/index.ts") },
};

export interface ProgramOptions {
  /** Help lists every command. */
  readonly all: boolean;
}

export const buildProgram = async (
  args: ReadonlyArray<string>,
  cli: Cli,
  { all }: ProgramOptions,
): Promise<Command> => {
  const program = new Command("idse");
  program
    .description(
      "The design-time Documentation OS of a repository: intent to feedback, written down and checked.",
    )
    .option("-C, --dir <path>", "run as if started in this folder")
    .option("--project <name>", "the project to work on")
    .option("--session <id>", "the session to work on")
    .option("--json", "print one JSON document")
    .version(version(), "-V, --version", "print the version")
    .helpCommand("help [command]", "print help for a command")
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, outputError: () => undefined });

  const word = firstWord(args);
  const known = word === undefined ? undefined : branches[word];
  const wantsHelp = word === undefined && args.some((argument) => argument === "--help" || argument === "-h");
  if (word === undefined && !wantsHelp) {
    (await import("./commands/bare.ts")).register(program, cli);
    return program;
  }
  const listed = all || !(wantsHelp || word === "help");
  const shown = Object.values(branches).filter(({ group }) => listed || group !== plumbing);
  if (!listed) program.addHelpText("after", "\nWhat programs type too: idse help --all");
  for (const { group, load } of known === undefined ? shown : [known]) {
    program.commandsGroup(`${group}:`);
    (await load()).register(program, cli);
  }
  return program;
};

declare const IDSE_VERSION: string;
const version = (): string => IDSE_VERSION;
