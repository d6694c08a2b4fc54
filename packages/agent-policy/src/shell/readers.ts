/**
 * Commands that only read: a list of what is allowed, since what is left out costs a question and what is let
 * in by mistake costs the guard. Beside each, the arguments that make it do more.
 */
import { type Handler, reads, unknown } from "./Act.ts";
import type { Word } from "./Script.ts";

/** These never write, whatever they are told. */
const always = `
  ls cat head tail grep egrep fgrep zgrep wc pwd echo printf true false : test [ [[ which whereis
  basename dirname realpath readlink stat du df cut tr nl tac rev fold fmt column paste join comm cmp diff
  md5sum sha1sum sha224sum sha256sum sha384sum sha512sum shasum cksum b2sum strings od hexdump seq sleep
  printenv whoami id uname uptime ps type expr arch nproc locale getconf jq exit return wait unset shift
  get-childitem gci dir get-content gc select-string sls get-location gl test-path measure-object select-object
  sort-object write-output write-host get-item gi resolve-path get-date get-filehash format-table format-list
  out-string out-host findstr where ver vol
`;

/** By command, what an argument must not look like. */
const unless: Readonly<Record<string, ReadonlyArray<RegExp>>> = {
  rg: [/^--pre/, /^--hostname-bin/],
  fd: [/^-[a-zA-Z]*[xX]/, /^--exec/],
  sort: [/^-[a-zA-Z]*o/, /^--o/, /^--co/],
  tree: [/^-[a-zA-Z]*o/, /^--o/],
  file: [/^-[a-zA-Z]*C/, /^--co/],
  date: [/^-[a-zA-Z]*s/, /^--s/],
  less: [/^-[a-zA-Z]*[oOkT]/, /^--/, /^\+/],
  more: [/^\+/],
  history: [/^-/],
  set: [/^(?!-[eux]+$|-o$|pipefail$)/],
};

/** Those that take the file to write as their second argument. */
const oneFile: Readonly<Record<string, ReadonlyArray<RegExp>>> = {
  uniq: [],
  xxd: [/^-[a-zA-Z]*r/],
  hostname: [/^(?!-)/, /^-[a-zA-Z]*[Fb]/],
};

const alwaysReads = new Set(always.split(/\s+/).filter(Boolean));

/** Whether a command cannot write, so that it may be given arguments which are not known. */
export const neverWrites = (name: string): boolean => alwaysReads.has(name);

const isSafe = (args: ReadonlyArray<Word>, bad: ReadonlyArray<RegExp>): boolean =>
  args.every((one) => one.sure && !bad.some((pattern) => pattern.test(one.text)));

const conditional =
  (name: string, bad: ReadonlyArray<RegExp>, files: number): Handler =>
  (args, context) => {
    const operands = args.filter((one) => !one.text.startsWith("-"));
    return isSafe(args, bad) && operands.length <= files ? reads : [unknown(name, context, args)];
  };

/** Programs of many kinds that are only asked for their version. */
const asksVersion = (args: ReadonlyArray<Word>): boolean =>
  args.length === 1 && args[0]?.sure === true && args[0].text === "--version";

export const versionOnly: Handler = (args, context) =>
  asksVersion(args) ? reads : [unknown("this program", context, args)];

export const readers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ...[...alwaysReads].map((name): [string, Handler] => [name, () => reads]),
  ...Object.entries(unless).map(([name, bad]): [string, Handler] => [name, conditional(name, bad, 10_000)]),
  ...Object.entries(oneFile).map(([name, bad]): [string, Handler] => [name, conditional(name, bad, 1)]),
]);
