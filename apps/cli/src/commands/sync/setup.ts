import { createInterface } from "node:readline/promises";
import { Misuse } from "@idse/orchestrator/Failure";
import type { ResultOf } from "@idse/orchestrator/results/Results";
import { removeRemote, setUpRemote } from "@idse/orchestrator/use-cases/sync/setUp";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { openRemote } from "../../layers.ts";
import {
  addRemoteOptions,
  questionsFor,
  type RemoteOptions,
  remoteKinds,
  remoteSettings,
} from "./settings.ts";

interface Options extends RemoteOptions {
  readonly check: boolean;
  readonly remove?: true;
}

/** Fills in what was not said; null where the person stopped it. */
const ask = async (given: RemoteOptions): Promise<RemoteOptions | null> => {
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const stop = new AbortController();
  prompt.once("SIGINT", () => stop.abort());
  prompt.once("close", () => stop.abort());
  const answerTo = async (question: string): Promise<string> =>
    (await prompt.question(`${question}\n> `, { signal: stop.signal })).trim();
  try {
    let answers = given;
    if (answers.kind === undefined)
      answers = { ...answers, kind: await answerTo(`What is the remote? One of: ${remoteKinds.join(", ")}`) };
    for (const { key, question } of questionsFor(answers)) {
      const text = await answerTo(question);
      if (text !== "") answers = { ...answers, [key]: text };
    }
    return answers;
  } catch (error) {
    if (stop.signal.aborted) return null;
    throw error;
  } finally {
    prompt.close();
  }
};

const render = ({ remote, action, additions, checked, next }: ResultOf<"remote-set-up">): string =>
  [
    `The remote ${remote} is ${action === "changed" ? "changed" : action}${checked ? " and can be used" : ""}.`,
    ...additions.map((one) => `  added there  ${one}`),
    `Next: ${next}`,
    "",
  ].join("\n");

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("setup")
    .description("name a remote in .idse/config.json and try it; asks for what is not said on a terminal")
    .argument("[name]", "what to call it here; without one, its kind")
    .option("--no-check", "write it down without asking the remote")
    .option("--remove", "take it out of the configuration; nothing there is touched")
    .action(async (name: string | undefined, options: Options) => {
      if (options.remove === true) {
        return name === undefined
          ? cli.fail(new Misuse({ problem: "--remove needs a name.", hint: "idse sync setup NAME --remove" }))
          : cli.runBesideStore(command, removeRemote(name), { render });
      }
      const asks = process.stdin.isTTY === true && options.kind === undefined;
      const given = asks ? await ask(options) : options;
      if (given === null) return cli.interrupted();
      const read = remoteSettings(given);
      if (read instanceof Misuse) return cli.fail(read);
      const { settings, written } = read;
      const useCase = setUpRemote(
        { name: name ?? settings.kind, settings, written, unchecked: !options.check },
        openRemote,
      );
      return cli.runBesideStore(command, useCase, { render });
    });
  addRemoteOptions(command);
};
