import { createInterface } from "node:readline/promises";
import { planInstructionFiles } from "@idse/agent-files";
import { Misuse } from "@idse/orchestrator/Failure";
import type { ResultOf } from "@idse/orchestrator/results/Results";
import { guidedQuestions } from "@idse/orchestrator/use-cases/init/Guided";
import { init } from "@idse/orchestrator/use-cases/init/init";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { parseList } from "../options.ts";
import { openStore } from "../stores/index.ts";
import { addStoreOptions, type StoreOptions, storeSettings, storeWords } from "./init-store.ts";

interface Options extends StoreOptions {
  readonly stack?: string;
  readonly agents?: ReadonlyArray<string>;
  readonly guided?: true;
  readonly createAgentFiles: boolean;
  readonly dryRun?: true;
}

/** Paths by folder, so that what was written fits one screen. */
const summary = (paths: ReadonlyArray<string>): ReadonlyArray<string> => {
  const folders = new Map<string, number>();
  for (const path of paths) {
    const session = /^(\.idse\/projects\/[^/]+\/sessions\/[^/]+|[a-z-]+:[^/]+\/[^/]+)\//.exec(path)?.[1];
    const folder =
      session ?? (/^\.idse\/(?:docs|governance)\//.test(path) ? path.split("/").slice(0, 2).join("/") : path);
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  return [...folders].map(([folder, count]) =>
    count === 1 ? folder : `${folder}/  (${count} ${folder.includes(":") ? "documents" : "files"})`,
  );
};

const from = { named: "as named", found: "found here", default: "the default three" } as const;

const render = (result: ResultOf<"init">): string => {
  const verb = result.dryRun ? "would create" : "created";
  const lines = [
    ...summary(result.created).map((path) => `  ${verb}  ${path}`),
    ...summary(result.updated).map((path) => `  ${result.dryRun ? "would update" : "updated"}  ${path}`),
    ...summary(result.kept).map((path) => `  kept     ${path}`),
  ];
  const agents = result.agents.map((agent) => `${agent.id} (${agent.mode})`).join(", ");
  return [
    `Project ${result.project}${result.dryRun ? " (nothing was written)" : ""}`,
    ...lines,
    `Agents: ${agents}, ${from[result.agentsFrom]}`,
    `Next: ${result.next}`,
    "",
  ].join("\n");
};

/** One answer per question; an empty one leaves the place open. Null where the person stopped it. */
const ask = async (): Promise<ReadonlyArray<string> | null> => {
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const stop = new AbortController();
  prompt.once("SIGINT", () => stop.abort());
  prompt.once("close", () => stop.abort());
  const answers: Array<string> = [];
  try {
    for (const question of guidedQuestions()) {
      answers.push(await prompt.question(`${question}\n> `, { signal: stop.signal }));
    }
    return answers;
  } catch (error) {
    if (stop.signal.aborted) return null;
    throw error;
  } finally {
    prompt.close();
  }
};

export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("init")
    .description("make a workspace with a blueprint session in this folder")
    .argument("[name]", "the project's name; without one, the folder's")
    .option("--stack <text>", "the project's stack in a few words")
    .option("--agents <ids>", "agents in the order that decides, as claude-code,gpt-codex", parseList)
    .option("--guided", "ask for the intent, question by question")
    .option("--no-create-agent-files", "leave AGENTS.md and CLAUDE.md alone")
    .option("--dry-run", "show what would be written and write nothing")
    .action(async (name: string | undefined, options: Options) => {
      if (options.guided === true && process.stdin.isTTY !== true) {
        return cli.fail(
          new Misuse({ problem: "--guided asks questions and needs a terminal.", hint: "idse init" }),
        );
      }
      const store = storeSettings(options);
      if (store instanceof Misuse) return cli.fail(store);
      const wanted = name ?? command.optsWithGlobals<{ project?: string }>().project;
      const project = (answers: ReadonlyArray<string>, dryRun: boolean) =>
        init(cli.invocation(command), {
          answers,
          dryRun,
          instructions: options.createAgentFiles ? planInstructionFiles : null,
          openStore: (settings, root) => openStore(settings, { root, environment: process.env }),
          storeWords: storeWords(options),
          ...(store === undefined ? {} : { store }),
          join: options.join === true,
          ...(wanted === undefined ? {} : { name: wanted }),
          ...(options.stack === undefined ? {} : { stack: options.stack }),
          ...(options.agents === undefined ? {} : { agents: options.agents }),
        });
      let answers: ReadonlyArray<string> = [];
      if (options.guided === true) {
        if (!(await cli.holds(project([], true)))) return;
        const given = await ask();
        if (given === null) return cli.interrupted();
        answers = given;
      }
      return cli.runOnMachine(project(answers, options.dryRun === true), { render });
    });
  addStoreOptions(command).option("--join", "take part in a project that this store keeps already");
};
