import { Misuse } from "@idse/orchestrator/Failure";
import { compileProfile } from "@idse/orchestrator/use-cases/compileProfile";
import { exportProfile } from "@idse/orchestrator/use-cases/exportProfile";
import { targetIds } from "@idse/spec-compiler/Target";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";

interface Options {
  readonly blueprint?: string;
  readonly out?: string;
  readonly format?: string;
  readonly target?: string;
  readonly dryRun?: true;
  readonly force?: true;
}

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("agent-spec")
    .description("compile the Agent Profile of the spec to an AgentProfileSpec, or to the file of an agent")
    .option("--blueprint <id>", "merge with this session's profile instead of the blueprint's")
    .option("--target <target>", `write the file that this agent loads: ${targetIds.join(", ")}`)
    .option("--out <folder>", "write to this folder")
    .option("--format <format>", "yaml or json, without --target")
    .option("--dry-run", "print it and write nothing")
    .option("--force", "with --target, also over a file that somebody else wrote or changed")
    .action((options: Options) => {
      const shared = {
        dryRun: options.dryRun === true,
        ...(options.blueprint === undefined ? {} : { blueprint: options.blueprint }),
        ...(options.out === undefined ? {} : { out: cli.resolve(command, options.out) }),
      };
      if (options.target !== undefined) {
        const target = targetIds.find((one) => one === options.target);
        if (target === undefined) {
          const problem = `"${options.target}" is not a target.`;
          return cli.fail(new Misuse({ problem, hint: `One of: ${targetIds.join(", ")}` }));
        }
        if (options.format !== undefined) {
          const problem = "--format is about the profile itself; a target has a format of its own.";
          return cli.fail(new Misuse({ problem, hint: "Leave out --format or --target." }));
        }
        return cli.run(
          command,
          exportProfile({ ...shared, target, force: options.force === true }),
          presentation("Exported"),
        );
      }
      const { format = "yaml" } = options;
      if (format !== "yaml" && format !== "json") {
        return cli.fail(new Misuse({ problem: `"${format}" is not a format.`, hint: "One of: yaml, json" }));
      }
      if (options.force === true) {
        const problem = "--force is about the file of an agent.";
        return cli.fail(new Misuse({ problem, hint: "Name the agent with --target, or leave out --force." }));
      }
      return cli.run(command, compileProfile({ ...shared, format }), presentation("Compiled"));
    });
};

const presentation = (done: string) => ({
  render: (
    { path, unchanged }: { readonly path: string | null; readonly unchanged: boolean },
    { content }: { readonly content: string },
  ) => (path === null ? content : `${unchanged ? "Unchanged" : done}: ${path}\n`),
});
