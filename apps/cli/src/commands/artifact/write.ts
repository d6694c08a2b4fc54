import { readFile } from "node:fs/promises";
import { Misuse } from "@idse/orchestrator/Failure";
import { writeArtifact } from "@idse/orchestrator/use-cases/artifact";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";

interface Options {
  readonly stage: string;
  readonly file?: string;
  readonly expect?: string;
}

/** Everything that comes in, however slowly it is written. */
const readInput = async (): Promise<Uint8Array> => {
  const parts: Array<Uint8Array> = [];
  for await (const part of process.stdin) parts.push(part as Uint8Array);
  return Buffer.concat(parts);
};

/** The text that is to be written, or the reason why there is none. */
const readText = async (file: string | undefined): Promise<string | Misuse> => {
  if (file === undefined && process.stdin.isTTY) {
    return new Misuse({ problem: "There is no text.", hint: "Give it on stdin or with --file." });
  }
  try {
    const bytes = file === undefined ? await readInput() : await readFile(file);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    const why =
      error instanceof TypeError ? "it is not UTF-8" : error instanceof Error ? error.message : String(error);
    return new Misuse({ problem: `${file ?? "The standard input"} cannot be read: ${why}` });
  }
};

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("write")
    .description("write a stage document from stdin or a file")
    .requiredOption("--stage <stage>", "the stage")
    .option("--file <path>", "read from this file instead of stdin")
    .option("--expect <digest>", "only if the document has this digest now (or: absent)")
    .action(async (options: Options) => {
      const text = await readText(
        options.file === undefined ? undefined : cli.resolve(command, options.file),
      );
      if (typeof text !== "string") return cli.fail(text);
      return cli.run(
        command,
        writeArtifact({
          stage: options.stage,
          text,
          ...(options.expect === undefined ? {} : { expect: options.expect }),
        }),
        {
          render: ({ session, path, stage, unchanged }) =>
            unchanged
              ? `The ${stage} is unchanged${path === null ? "" : `: ${path}`}\n`
              : `Wrote the ${stage}${path === null ? ` of ${session}` : `: ${path}`}\nNext: idse validate --session ${session} --through ${stage}\n`,
        },
      );
    });
};
