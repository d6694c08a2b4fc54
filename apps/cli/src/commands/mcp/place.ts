/** Where a server keeps what is its own: the folder, and in it the tokens, unless told otherwise. */
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";

export interface PlaceOptions {
  readonly directory?: string;
  readonly tokens?: string;
}

export const addPlaceOptions = (command: Command): Command =>
  command
    .option("--directory <path>", "the server's folder; the current one unless told")
    .option("--tokens <file>", "the tokens file; tokens in the server's folder unless told");

export interface Place {
  readonly directory: string;
  readonly tokens: string;
  /** The tokens file as it was typed. */
  readonly shown: string;
  /** The options again, to be typed behind another command. */
  readonly words: string;
}

const quoted = (path: string): string => (/[^\w./@:=+-]/.test(path) ? JSON.stringify(path) : path);

export const placeOf = (cli: Cli, command: Command, { directory, tokens }: PlaceOptions): Place => {
  const shown = tokens ?? (directory === undefined ? "tokens" : `${directory.replace(/[\\/]+$/, "")}/tokens`);
  return {
    directory: cli.resolve(command, directory ?? "."),
    tokens: cli.resolve(command, shown),
    shown,
    words: [
      ...(directory === undefined ? [] : [` --directory ${quoted(directory)}`]),
      ...(tokens === undefined ? [] : [` --tokens ${quoted(tokens)}`]),
    ].join(""),
  };
};
