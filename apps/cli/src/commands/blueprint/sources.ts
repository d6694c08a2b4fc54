/** `--source` and `--quote` as they are typed: a quote belongs to the source before it. */
import type { NamedSource } from "@idse/orchestrator/ClaimSources";
import { type Command, InvalidArgumentError } from "commander";

export const withSources = (command: Command): { readonly sources: () => ReadonlyArray<NamedSource> } => {
  const named: Array<NamedSource> = [];
  command
    .option(
      "--source <session:stage>",
      "a document that says it, or with #L12 the place; may be given several times",
      (source: string) => {
        named.push({ source, quote: null });
        return named.length;
      },
    )
    .option("--quote <text>", "the words in which the source before it says so", (quote: string) => {
      const last = named.pop();
      if (last === undefined || last.quote !== null)
        throw new InvalidArgumentError("It belongs behind the --source that it is taken from.");
      named.push({ ...last, quote });
      return quote;
    });
  return { sources: () => named };
};
