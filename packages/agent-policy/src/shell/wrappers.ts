/** Commands that run another: the other one decides. */
import { isIdse } from "../IdseCall.ts";
import type { Dialect } from "../Request.ts";
import { type Context, type Handler, reads, unknown } from "./Act.ts";
import { hasShort } from "./Arguments.ts";
import { inFolder } from "./folders.ts";
import { plainWord, type Word } from "./Script.ts";

/** The command after options of which `valued` take a word; `skip` words before it are of the wrapper itself. */
const after =
  (known: RegExp, valued: RegExp, skip = 0): Handler =>
  (args, context) => {
    let at = 0;
    for (; at < args.length; at++) {
      const one = args[at] ?? plainWord("");
      if (!one.text.startsWith("-") || !one.sure) break;
      if (valued.test(one.text)) at++;
      else if (!known.test(one.text)) return [unknown("its options", context, args)];
    }
    const inner = args.slice(at + skip);
    return inner.length === 0 ? reads : context.command(inner, context);
  };

const none = /^$/;

const environment: Handler = (args, context) => {
  let at = 0;
  let inside: Context = context;
  for (; at < args.length; at++) {
    const { text } = args[at] ?? plainWord("");
    if (/^(?:-i|-|--ignore-environment|-0|--null)$/.test(text)) continue;
    if (/^(?:-u|--unset)$/.test(text)) at++;
    else if (/^(?:-C|--chdir)$/.test(text))
      inside = { ...inside, folders: inFolder(inside.folders, args[++at]) };
    else if (text.startsWith("-")) return [unknown("env", context, args)];
    // Assignments before a command are read where every command's are.
    else break;
  }
  const inner = args.slice(at);
  return inner.length === 0 ? reads : inside.command(inner, inside);
};

const shell =
  (dialect: Dialect, takesLine: RegExp, plainOptions: RegExp): Handler =>
  (args, context) => {
    for (let at = 0; at < args.length; at++) {
      const one = args[at] ?? plainWord("");
      if (!one.sure) break;
      if (takesLine.test(one.text)) return given(args.slice(at + 1), dialect, args, context);
      if (!plainOptions.test(one.text)) break;
    }
    const fromInput = args.every((one) => one.sure && /^(?:-|-s|--)$/.test(one.text));
    if (fromInput && context.input !== null) return context.line(context.input, dialect, context);
    return [unknown("this script", context, args)];
  };

const given = (
  rest: ReadonlyArray<Word>,
  dialect: Dialect,
  args: ReadonlyArray<Word>,
  context: Context,
): ReturnType<Handler> => {
  const [line] = rest;
  if (line === undefined || rest.some((one) => !one.sure)) return [unknown("this line", context, args)];
  const text = dialect === "posix" ? line.text : rest.map((one) => one.text).join(" ");
  return context.line(text, dialect, context);
};

const evaluated: Handler = (args, context) =>
  args.every((one) => one.sure)
    ? context.line(args.map((one) => one.text).join(" "), "posix", context)
    : [unknown("eval", context, args)];

/** What npm and its kind run by name. Only our own program is known among them. */
const runner =
  (verbs: RegExp, bare: boolean): Handler =>
  (args, context) => {
    const options = /^(?:-y|--yes|--no-install|--no|-q|--quiet|--|--silent)$/;
    let at = 0;
    if (!bare) {
      if (!verbs.test(args[at]?.text ?? "")) return [unknown("this script", context, args)];
      at++;
    }
    while (options.test(args[at]?.text ?? "")) at++;
    const [program] = args.slice(at);
    return program?.sure === true && isIdse(program.text)
      ? context.command(args.slice(at), context)
      : [unknown("this program", context, args)];
  };

const node: Handler = (args, context) => {
  const [file] = args;
  if (args.length === 1 && /^(?:--version|-v)$/.test(file?.text ?? "")) return reads;
  const path = file?.text.replaceAll("\\", "/") ?? "";
  return file?.sure === true &&
    /(?:^|\/)node_modules\/(?:\.bin\/idse|idse-orchestrator\/bin\/idse\.js)$/.test(path)
    ? context.command([plainWord("idse"), ...args.slice(1)], context)
    : [unknown("this program", context, args)];
};

const commandName: Handler = (args, context) =>
  hasShort([args[0]?.text ?? ""], "vV") ? reads : after(/^-p$/, none)(args, context);

const posix = shell("posix", /^-[a-zA-Z]*c$/, /^(?:-[eulxi]+|--login|--norc|--noprofile)$/);
const powershell = shell(
  "powershell",
  /^-c(?:o(?:m(?:m(?:and?)?)?)?)?$/i,
  /^-(?:noprofile|nologo|noninteractive|nop|noni)$/i,
);
const cmd = shell("cmd", /^\/[ck]$/i, /^\/[dsq]$/i);

export const wrappers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ["sudo", after(/^-[nEHkS]+$/, /^-[ugp]$/)],
  ["doas", after(/^-n$/, /^-u$/)],
  ["env", environment],
  ["command", commandName],
  ["builtin", after(none, none)],
  ["exec", after(/^-[cl]+$/, /^-a$/)],
  ["nohup", after(none, none)],
  ["setsid", after(/^-[fw]+$/, none)],
  ["nice", after(/^-\d+$/, /^-n$/)],
  ["ionice", after(/^-[tc]\d?$/, /^-[cn]$/)],
  ["stdbuf", after(/^-[ioe].+$/, /^-[ioe]$/)],
  ["timeout", after(/^(?:--foreground|--preserve-status|-v)$/, /^-[ks]$/, 1)],
  ["time", after(/^-[pv]+$/, none)],
  ["busybox", after(none, none)],
  ["sh", posix],
  ["bash", posix],
  ["dash", posix],
  ["zsh", posix],
  ["ksh", posix],
  ["powershell", powershell],
  ["pwsh", powershell],
  ["cmd", cmd],
  ["eval", evaluated],
  ["npx", runner(none, true)],
  ["bunx", runner(none, true)],
  ["npm", runner(/^(?:exec|x)$/, false)],
  ["pnpm", runner(/^(?:exec|dlx|idse)$/, false)],
  ["yarn", runner(/^(?:exec|run|dlx)$/, false)],
  ["node", node],
]);
