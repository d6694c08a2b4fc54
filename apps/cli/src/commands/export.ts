import { exportSessions, writeExport } from "@idse/orchestrator/use-cases/exportSessions";
import { type Command, Option } from "commander";
import * as Effect from "effect/Effect";
import type { Cli, GlobalOptions } from "../cli.ts";
import { count } from "../render/count.ts";

interface Options extends GlobalOptions {
  readonly format: "md" | "json" | "html";
  readonly all?: true;
  readonly out?: string;
}

/** What writes HTML and markdown reads every document again; JSON needs none of it. */
const printer = async (format: Options["format"]) => {
  if (format === "json") return (value: object) => `${JSON.stringify(value, null, 2)}\n`;
  const { reportHtml, reportMarkdown } = await import("@idse/report");
  return format === "html" ? reportHtml : reportMarkdown;
};

export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("export")
    .description("a session, or all of them, as one document, as JSON, or as a page to look at")
    .addOption(
      new Option("--format <format>", "what to make of it").choices(["md", "json", "html"]).default("md"),
    )
    .option("--all", "every session of the project instead of the current one")
    .option("--out <file>", "write it to this file instead of printing it")
    .action(async () => {
      const { format, all, out, json } = command.optsWithGlobals<Options>();
      const useCase = exportSessions({ all: all === true });
      if (out === undefined) {
        const print = json === true ? () => "" : await printer(format);
        return cli.run(command, useCase, { json: format === "json", exact: true, render: print });
      }
      const print = await printer(format);
      const path = cli.resolve(command, out);
      const written = Effect.flatMap(useCase, ({ value, notes }) =>
        Effect.map(writeExport(value, { path, typed: out, format, text: print(value) }), (answer) => ({
          ...answer,
          notes,
        })),
      );
      return cli.run(command, written, {
        render: (file) =>
          `Wrote ${file.path}: ${count(file.sessions, "session")}, ${count(file.documents, "document")}, ${Math.ceil(file.bytes / 1000)} kB\n`,
      });
    });
};
