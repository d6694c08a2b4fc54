/** One run of an agent: started with a prompt, answered by a stand-in for its model, and waited for. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import type { ToolCall } from "./apis/Api.ts";
import { write } from "./files.ts";
import type { RealAgent } from "./RealAgent.ts";
import { standIn, type Turn } from "./StandIn.ts";
import type { Workshop } from "./Workshop.ts";

export interface Run {
  readonly code: number | null;
  /** What it printed. */
  readonly output: string;
  /** Turns of the model that could use tools. */
  readonly turns: ReadonlyArray<Turn>;
  /** What came of each step, as the model was told; null where it never heard. */
  readonly results: ReadonlyArray<string | null>;
}

const patience = 600_000;

export const drive = async (
  agent: RealAgent,
  binary: string,
  workshop: Workshop,
  steps: ReadonlyArray<ToolCall>,
  options: { readonly trusted: boolean } = { trusted: true },
): Promise<Run> => {
  const { home, repo } = workshop;
  const model = await standIn(agent.api, steps, workshop.atStep);
  try {
    const place = { home, repo, url: model.url };
    agent.configure(place);
    if (options.trusted) await agent.trust(place, binary);
    const { code, output } = await started(binary, agent.args("Do what is to be done.", place), repo, {
      ...workshop.environment,
      ...throughProxy(model.url),
      ...agent.environment(place),
    });
    write(join(workshop.root, `output-${Date.now()}.txt`), output);
    write(
      join(workshop.root, `turns-${Date.now()}.json`),
      JSON.stringify({ turns: model.turns, others: model.others }, null, 1),
    );
    const turns = model.turns.filter(({ tools }) => tools.length > 0);
    const results = turns.at(-1)?.results ?? [];
    return {
      code,
      output,
      turns,
      results: steps.map((_, index) => results[index] ?? null),
    };
  } finally {
    await model.stop();
  }
};

/** Whatever is not on this machine is asked of the stand-in, which refuses it. */
const throughProxy = (url: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap((name) => {
      const value = name === "NO_PROXY" ? "127.0.0.1,localhost" : url;
      return [
        [name, value],
        [name.toLowerCase(), value],
      ];
    }),
  );

const started = (
  binary: string,
  args: ReadonlyArray<string>,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly output: string }> =>
  new Promise((resolve, reject) => {
    const [command, ...words] = binary.endsWith(".js")
      ? [process.execPath, binary, ...args]
      : [binary, ...args];
    // In a group of its own, so that what it started ends with it.
    const child = spawn(command ?? binary, words, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let output = "";
    const endGroup = (): void => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {} // all of it has ended
    };
    const timer = setTimeout(() => {
      output += `\nended after ${patience / 1000} seconds`;
      endGroup();
    }, patience);
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (part: string) => {
        output += part;
      });
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      endGroup();
      resolve({ code, output });
    });
  });
