/** Option values as they are parsed from the command line. */
import { InvalidArgumentError } from "commander";

/** A count from 1. */
export const parseLimit = (text: string): number => {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError("Give a whole number from 1.");
  return count;
};

/** `a,b` or `a b` as a list without blanks. */
export const parseList = (text: string): ReadonlyArray<string> =>
  text.split(/[\s,]+/).filter((word) => word !== "");

/** For options that may be given several times. */
export const collect = (value: string, before: ReadonlyArray<string> = []): ReadonlyArray<string> => [
  ...before,
  value,
];

/** Options of every command that take a value. */
const valued = new Set(["-C", "--dir", "--project", "--session"]);

/** The first argument that is neither an option nor an option's value. */
export const firstWord = (args: ReadonlyArray<string>): string | undefined => {
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? "";
    if (valued.has(argument)) index++;
    else if (!argument.startsWith("-")) return argument;
  }
  return undefined;
};
