/** The arguments of a command: options and their values apart from what it works on. */
import type { Word } from "./Script.ts";

export interface Arguments {
  readonly positional: ReadonlyArray<Word>;
  /** Options as they were written, without values. */
  readonly options: ReadonlyArray<string>;
  /** By option, as it stands in `valued`. */
  readonly values: ReadonlyMap<string, ReadonlyArray<Word>>;
}

/** `valued`: options that take the next word, such as `-t` or `--target`. */
export const argumentsOf = (args: ReadonlyArray<Word>, valued: ReadonlyArray<string> = []): Arguments => {
  const positional: Array<Word> = [];
  const options: Array<string> = [];
  const values = new Map<string, Array<Word>>();
  const put = (option: string, word: Word) => values.set(option, [...(values.get(option) ?? []), word]);
  for (let at = 0; at < args.length; at++) {
    const word = args[at];
    if (word === undefined) break;
    const { text } = word;
    if (text === "--") {
      positional.push(...args.slice(at + 1));
      break;
    }
    if (!text.startsWith("-") || text === "-") {
      positional.push(word);
      continue;
    }
    const sign = text.indexOf("=");
    const name = text.startsWith("--") && sign > 0 ? text.slice(0, sign) : text;
    const long = text.startsWith("--") ? valued.find((one) => isOption(name, one)) : undefined;
    const short = text.startsWith("--")
      ? undefined
      : valued.find((one) => one.length === 2 && text.startsWith(one));
    const option = long ?? short ?? valued.find((one) => one === text);
    options.push(option ?? name);
    if (option === undefined) continue;
    if (long !== undefined && sign > 0) put(option, { ...word, text: text.slice(sign + 1) });
    else if (short !== undefined && text.length > 2) put(option, { ...word, text: text.slice(2) });
    else {
      const next = args[++at];
      if (next !== undefined) put(option, next);
    }
  }
  return { positional, options, values };
};

/** Whether an argument is this long option, also cut short as the usual parsers allow, with or without a value. */
export const isOption = (text: string, option: string): boolean => {
  const name = text.replace(/=[\s\S]*$/, "");
  return name === option || (name.length > 3 && name.startsWith("--") && option.startsWith(name));
};

/** Whether one of the short options stands in a group such as `-xvf`. */
export const hasShort = (options: ReadonlyArray<string>, letters: string): boolean =>
  options.some(
    (one) => /^-[a-zA-Z0-9]+$/.test(one) && [...letters].some((letter) => one.slice(1).includes(letter)),
  );
