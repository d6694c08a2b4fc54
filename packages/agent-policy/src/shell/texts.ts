/** `sed`, `awk` and `find`: small languages of which a part only reads. */

import { mayName } from "../Guarded.ts";
import { type Act, type Context, type Handler, reads, unknown, writes } from "./Act.ts";
import { neverWrites } from "./readers.ts";
import { plainWord, type Word } from "./Script.ts";

const address = "(?:\\d+(?:~\\d+)?|\\$|\\+\\d+|\\/(?:\\\\.|[^/\\\\\\n])*\\/I?)";
const sedCommand = new RegExp(
  [
    `\\s*(?:${address}(?:\\s*,\\s*${address})?)?\\s*!?\\s*(?:`,
    "[pdqQD=hHgGnNxlPF](?:[ \\t]*\\d+)?|",
    "([sy])([^\\w\\s\\\\])(?:\\\\[\\s\\S]|(?!\\2)[^\\\\\\n])*\\2(?:\\\\[\\s\\S]|(?!\\2)[^\\\\])*\\2[gpiI0-9]*|",
    "[aic]\\\\?[^\\n]*)?[ \\t]*(?:[;\\n]|$)",
  ].join(""),
  "y",
);

/** Whether a script neither writes a file nor runs a command. */
export const isPlainSed = (script: string): boolean => {
  for (let at = 0; at < script.length; ) {
    sedCommand.lastIndex = at;
    const [found] = sedCommand.exec(script) ?? [];
    if (found === undefined || found === "") return false;
    at += found.length;
  }
  return true;
};

interface SedReading {
  readonly inPlace: boolean;
  readonly scripts: ReadonlyArray<Word>;
  readonly files: ReadonlyArray<Word>;
  readonly known: boolean;
}

const sedReading = (args: ReadonlyArray<Word>): SedReading => {
  const scripts: Array<Word> = [];
  const rest: Array<Word> = [];
  let inPlace = false;
  let known = true;
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? plainWord("");
    const { text } = word;
    if (!word.sure && word.text === "") rest.push(word);
    else if (text.startsWith("--")) {
      if (/^--i/.test(text)) inPlace = true;
      else if (/^--e[^=]*=/.test(text)) scripts.push({ ...word, text: text.slice(text.indexOf("=") + 1) });
      else if (/^--e/.test(text)) scripts.push(args[++at] ?? plainWord(""));
      else if (text === "--") {
        rest.push(...args.slice(at + 1));
        break;
      } else if (!/^--(?:q|si|r|se|u|z|n|de|p)/.test(text)) known = false;
    } else if (/^-./.test(text)) {
      const [, flags = "", taking = "", value = ""] = /^-([nErsuz]*)([iIeflE]?)([\s\S]*)$/.exec(text) ?? [];
      if (taking === "i" || taking === "I") inPlace = true;
      else if (taking === "e")
        scripts.push(value === "" ? (args[++at] ?? plainWord("")) : { ...word, text: value });
      else if (taking !== "" || (flags === "" && value !== "") || value !== "") known = false;
    } else if (text !== "" || !inPlace) rest.push(word);
  }
  if (scripts.length > 0) return { inPlace, scripts, files: rest, known };
  return { inPlace, scripts: rest.slice(0, 1), files: rest.slice(1), known };
};

export const sed: Handler = (args, context) => {
  const { inPlace, scripts, files, known } = sedReading(args);
  const plain = known && scripts.every((one) => one.sure && isPlainSed(one.text));
  const acts: Array<Act> = inPlace ? files.map((one) => writes(one, "file", context)) : [...reads];
  return plain ? acts : [...acts, unknown("sed", context, args)];
};

export const awk: Handler = (args, context) => {
  const [first, ...rest] = args.filter((one, at) => {
    const before = args[at - 1]?.text;
    return !/^-[Fv]/.test(one.text) && before !== "-F" && before !== "-v";
  });
  const plain =
    first?.sure === true &&
    !/^-/.test(first.text) &&
    !/[>|@]|system|getline/.test(first.text) &&
    args.every((one) => !/^-[^Fv]/.test(one.text)) &&
    rest.every((one) => !one.text.startsWith("-"));
  return plain ? reads : [unknown("awk", context, args)];
};

const findRuns = new Set(["-exec", "-execdir", "-ok", "-okdir"]);
const findWrites = new Set(["-fprint", "-fprint0", "-fprintf", "-fls"]);

/** Whether only files of names are found that nothing guarded has. */
const spares = (args: ReadonlyArray<Word>): boolean => {
  if (args.some((one) => /^(?:-o|-or|!|-not|,|\()$/.test(one.text))) return false;
  return args.some((one, at) => /^-i?name$/.test(args[at - 1]?.text ?? "") && one.sure && !mayName(one.text));
};

export const find: Handler = (args, context) => {
  const acts: Array<Act> = [];
  const start = args.findIndex((one) => /^[-(!]/.test(one.text));
  const given = args.slice(0, start < 0 ? args.length : start);
  const folders = spares(args) ? [] : given.length === 0 ? [plainWord(".")] : given;
  for (let at = 0; at < args.length; at++) {
    const { text, sure } = args[at] ?? plainWord("");
    if (!sure) acts.push(unknown("find", context, args));
    else if (text === "-delete")
      acts.push(...folders.map((one) => writes(one, "tree", context)), unknown("find", context, args));
    else if (findWrites.has(text)) {
      const target = args[at + 1];
      if (target !== undefined) acts.push(writes(target, "file", context));
    } else if (findRuns.has(text)) {
      const rest = args.slice(at + 1);
      const end = rest.findIndex((one) => one.text === ";" || one.text === "+");
      const inner = rest.slice(0, end < 0 ? rest.length : end);
      acts.push(...ran(inner, folders, context));
      at += inner.length;
    }
  }
  return acts.length === 0 ? reads : acts;
};

/** A command that is given file names which are not known. */
const ran = (
  inner: ReadonlyArray<Word>,
  below: ReadonlyArray<Word>,
  context: Context,
): ReadonlyArray<Act> => {
  const [name] = inner;
  if (name === undefined) return [];
  if (name.sure && neverWrites(name.text)) return reads;
  const lost = inner.map((one) => (one.text.includes("{}") ? { ...one, text: "", sure: false } : one));
  return [
    ...context.command(lost, context),
    ...below.map((one) => writes(one, "tree", context)),
    unknown(name.text, context, inner),
  ];
};

export const xargs: Handler = (args, context) => {
  const valued = /^-[ILnPEdsa]$/;
  let at = 0;
  while (at < args.length && /^-/.test(args[at]?.text ?? "")) at += valued.test(args[at]?.text ?? "") ? 2 : 1;
  const inner = args.slice(at);
  return inner.length === 0 ? reads : ran(inner, [], context);
};
