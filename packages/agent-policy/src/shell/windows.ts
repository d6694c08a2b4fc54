/** What changes files in PowerShell and in cmd. Names there have no case. */
import { type Act, type Context, type Handler, unknown, writes } from "./Act.ts";
import { plainWord, type Word } from "./Script.ts";

const valueOptions =
  /^-(?:value|encoding|itemtype|type|filter|include|exclude|inputobject|stream|width|delimiter|uri|method|body)$/i;
const pathOptions = /^-(?:target|path|literalpath|filepath|destination|outfile|name|newname|pspath|lp)$/i;

/** Lists such as `a,b` are several paths. */
const split = (word: Word): ReadonlyArray<Word> =>
  word.text.includes(",") ? word.text.split(",").map((text) => ({ ...word, text })) : [word];

interface Cmdlet {
  readonly named: ReadonlyArray<Word>;
  readonly positional: ReadonlyArray<Word>;
}

const cmdlet = (args: ReadonlyArray<Word>): Cmdlet => {
  const named: Array<Word> = [];
  const positional: Array<Word> = [];
  for (let at = 0; at < args.length; at++) {
    const one = args[at] ?? plainWord("");
    if (pathOptions.test(one.text)) named.push(args[++at] ?? plainWord(""));
    else if (valueOptions.test(one.text)) at++;
    else if (!one.text.startsWith("-")) positional.push(one);
  }
  return { named, positional };
};

/** `count`: how many words without a name are paths. */
const changes =
  (count: number): Handler =>
  (args, context) => {
    const { named, positional } = cmdlet(args);
    const targets = [
      ...named,
      ...positional.slice(0, Math.max(0, named.length > 0 && count === 1 ? 0 : count)),
    ];
    const acts: ReadonlyArray<Act> = targets.flatMap(split).map((one) => writes(one, "tree", context));
    return acts.length === 0 ? [unknown("this cmdlet", context, args)] : acts;
  };

/** In cmd, options begin with a slash. */
const everyWord: Handler = (args, context) => {
  const targets = args.filter((one) => !/^\/[a-z-]/i.test(one.text) || one.text.includes(".")).flatMap(split);
  return targets.map((one) => writes(one, "tree", context));
};

const both =
  (cmdletOf: Handler): Handler =>
  (args, context: Context) =>
    args.some((one) => one.text.startsWith("-")) ? cmdletOf(args, context) : everyWord(args, context);

const all = changes(100);

const table: Readonly<Record<string, Handler>> = {
  "set-content": changes(1),
  "add-content": changes(1),
  "clear-content": changes(1),
  "out-file": changes(1),
  "tee-object": changes(1),
  "export-csv": changes(1),
  "export-clixml": changes(1),
  "new-item": changes(1),
  "set-item": changes(1),
  "set-itemproperty": changes(1),
  "remove-item": all,
  "copy-item": all,
  "move-item": all,
  "rename-item": all,
  "invoke-webrequest": all,
};

const aliases: Readonly<Record<string, string>> = {
  sc: "set-content",
  ac: "add-content",
  clc: "clear-content",
  ni: "new-item",
  ri: "remove-item",
  cpi: "copy-item",
  mi: "move-item",
  rni: "rename-item",
  iwr: "invoke-webrequest",
};

export const windowsCommands: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ...Object.entries(table),
  ...Object.entries(aliases).flatMap(([alias, name]): ReadonlyArray<[string, Handler]> => {
    const handler = table[name];
    return handler === undefined ? [] : [[alias, handler]];
  }),
  ...[
    "del",
    "erase",
    "rd",
    "copy",
    "xcopy",
    "robocopy",
    "move",
    "ren",
    "rename",
    "md",
    "attrib",
    "icacls",
    "mklink",
  ].map((name): [string, Handler] => [name, both(all)]),
]);

/** These stand for a cmdlet in PowerShell and for a program in a shell of Unix. */
export const inPowershell: ReadonlyMap<string, Handler> = new Map<string, Handler>(
  ["rm", "rmdir", "cp", "mv", "tee", "mkdir"].map((name) => [name, all]),
);
