import { readFileSync } from "node:fs";
import { writeArtifact } from "@idse/orchestrator/artifact";
import { Misuse } from "@idse/orchestrator/Failure";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";

interface Options {
  readonly stage: string;
  readonly file?: string;
  readonly expect?: string;
}

/** The text that is to be written, or the reason why there is none. */
const readText = (file: string | undefined): string | Misuse => {
  if (file === undefined && process.stdin.isTTY) {
    return new Misuse({ problem: "There is no text.", hint: "Give it on stdin or with --file." });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(file ?? 0));
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
    .action((options: Options) => {
      const text = readText(options.file === undefined ? undefined : cli.resolve(command, options.file));
      if (typeof text !== "string") return cli.fail(text);
      return cli.run(
        command,
        writeArtifact({
          stage: options.stage,
          text,
          ...(options.expect === undefined ? {} : { expect: options.expect }),
        }),
        {
          render: ({ path, stage, unchanged }) =>
            unchanged
              ? `The ${stage} is unchanged: ${path}\n`
              : `Wrote the ${stage}: ${path}\nNext: idse validate --through ${stage}\n`,
        },
      );
    });
};
