/**
 * What a command line does. A conservative reading: each command is known to read, known to write and where,
 * known to be `idse`, or not known. Nothing is run and nothing is expanded.
 */
import { idseCall, isIdse } from "../IdseCall.ts";
import type { Dialect } from "../Request.ts";
import { type Act, type Context, type Folders, reads, unknown, writes } from "./Act.ts";
import { either, inFolder } from "./folders.ts";
import { git } from "./git.ts";
import { parseScript } from "./parse.ts";
import { readers, versionOnly } from "./readers.ts";
import type { Script, Step, Word } from "./Script.ts";
import { awk, find, sed, xargs } from "./texts.ts";
import { inPowershell, windowsCommands } from "./windows.ts";
import { wrappers } from "./wrappers.ts";
import { writers } from "./writers.ts";

const texts = new Map([
  ["sed", sed],
  ["gsed", sed],
  ["awk", awk],
  ["gawk", awk],
  ["mawk", awk],
  ["find", find],
  ["xargs", xargs],
  ["git", git],
]);

/** Lines within lines, such as `sh -c "sh -c …"`. */
const deepest = 8;

export const readShell = (line: string, dialect: Dialect = "posix"): ReadonlyArray<Act> =>
  readLine(line, dialect, [""], new Map(), 0);

const readLine = (
  line: string,
  dialect: Dialect,
  folders: Folders,
  environment: ReadonlyMap<string, string>,
  depth: number,
): ReadonlyArray<Act> => {
  const lost: Act = { kind: "unknown", what: "this line", text: line, words: [], folders };
  if (depth > deepest) return [lost];
  return new Walk(dialect, depth, line, environment).script(parseScript(line, dialect), folders).acts;
};

const before = new Set(["then", "do", "else", "elif", "if", "while", "until", "!", "{"]);
const after = new Set(["fi", "done", "esac", "}"]);
const noFile = /^(?:\/dev\/(?:null|stdout|stderr|tty|fd\/\d+)|nul)$/i;

/** Variables that change how nothing runs. */
const harmlessVariable =
  /^(?!(?:path|cdpath|fpath|ifs)$)(?:LC_\w+|LANG|TZ|CI|TERM|NO_COLOR|FORCE_COLOR|COLUMNS|LINES|DEBUG|NODE_ENV|IDSE_(?:PROJECT|SESSION|ACTOR|DEBUG)|[a-z][a-z0-9_]*)$/;
const assignment = /^([A-Za-z_]\w*)\+?=/;

const changesFolder = /^(?:cd|chdir|pushd|popd|set-location|sl|push-location)$/i;
/** They run in the shell itself, and may change its folder as well. */
const goesAnywhere = /^(?:eval|source|\.)$/;
const passesOn = /^(?:builtin|command|time)$/;

/** Commands that run commands, one in the other. */
const mostNested = 50;

interface Walked {
  readonly acts: ReadonlyArray<Act>;
  readonly folders: Folders;
}

class Walk {
  private readonly dialect: Dialect;
  private readonly depth: number;
  private readonly line: string;
  private environment: ReadonlyMap<string, string>;
  private nesting = 0;

  constructor(dialect: Dialect, depth: number, line: string, environment: ReadonlyMap<string, string>) {
    this.dialect = dialect;
    this.depth = depth;
    this.line = line;
    this.environment = environment;
  }

  /**
   * `cd` may fail: what is joined to it by `&&` runs in the new folder or not at all, and everything after
   * that in either.
   */
  script(script: Script, start: Folders): Walked {
    const acts: Array<Act> = [];
    let here = start;
    let possible = start;
    for (const step of script.steps) {
      for (const inner of step.inner) acts.push(...this.script(inner, here).acts);
      if (step.group !== null) acts.push(...this.script(step.group, here).acts);
      acts.push(...this.redirections(step, here));
      const moved = this.moved(step, here);
      if (step.words.length > 0) acts.push(...this.command(step, here));
      if (moved !== undefined) {
        here = moved;
        possible = either(possible, moved);
      }
      if (step.link === ";" || step.link === "||") here = possible;
    }
    if (!script.whole)
      acts.push({ kind: "unknown", what: "this line", text: this.line, words: [], folders: null });
    return { acts, folders: possible };
  }

  private redirections({ redirections }: Step, folders: Folders): ReadonlyArray<Act> {
    return redirections.flatMap(({ kind, target }) =>
      kind !== "write" || (target.sure && noFile.test(target.text)) || /^\$null$/i.test(target.raw)
        ? []
        : [writes(target, "file", { folders })],
    );
  }

  /** Undefined where the step does not change the folder. */
  private moved({ words }: Step, folders: Folders): Folders | undefined {
    const at = words.findIndex(
      (one) => !(one.bare && before.has(one.text)) && !assignment.test(one.raw) && !passesOn.test(one.text),
    );
    const [name, ...args] = at < 0 ? [] : words.slice(at);
    if (name === undefined) return undefined;
    if (goesAnywhere.test(name.text)) return null;
    if (!changesFolder.test(name.text)) return undefined;
    const [to, more] = args.filter((one) => !/^(?:-[LPe]+|--|\/d)$/i.test(one.text));
    return more === undefined && name.text !== "popd" ? inFolder(folders, to) : null;
  }

  private command(step: Step, folders: Folders): ReadonlyArray<Act> {
    const input = step.redirections.findLast((one) => one.kind === "text")?.text ?? null;
    const context: Context = {
      folders,
      raw: step.raw,
      input,
      environment: this.environment,
      line: (text, dialect, inside) =>
        readLine(text, dialect, inside.folders, inside.environment, this.depth + 1),
      command: (words, inside) => this.nested(words, inside),
    };
    if (this.dialect !== "posix") return this.named(step.words, context);
    let words = step.words;
    while (words[0]?.bare === true && before.has(words[0].text)) words = words.slice(1);
    const [first] = words;
    if (first === undefined) return [];
    if (first.bare && after.has(first.text))
      return words.length === 1 ? [] : [unknown("this line", context, words)];
    if (first.bare && first.text === "for") return reads;
    return this.named(words, context);
  }

  private nested(words: ReadonlyArray<Word>, context: Context): ReadonlyArray<Act> {
    if (this.nesting >= mostNested) return [unknown("this command", context, words)];
    this.nesting++;
    const acts = this.named(words, context);
    this.nesting--;
    return acts;
  }

  private named(given: ReadonlyArray<Word>, outer: Context): ReadonlyArray<Act> {
    let words = given;
    let context = outer;
    const acts: Array<Act> = [];
    for (;;) {
      const [, name] = assignment.exec(words[0]?.raw ?? "") ?? [];
      if (name === undefined || words[0] === undefined) break;
      if (!harmlessVariable.test(name))
        acts.push(unknown(`the variable ${name}`, context, words.slice(0, 1)));
      const environment = new Map(context.environment);
      environment.set(name, words[0].sure ? words[0].text.replace(assignment, "") : "");
      if (words.length === 1) this.environment = environment;
      context = { ...context, environment };
      words = words.slice(1);
    }
    const [first, ...args] = words;
    if (first === undefined) return acts.length === 0 ? reads : acts;
    return [...acts, ...this.program(first, args, context)];
  }

  private program(first: Word, args: ReadonlyArray<Word>, context: Context): ReadonlyArray<Act> {
    if (!first.sure || first.glob)
      return this.bracket(first) ? reads : [unknown("this command", context, [first, ...args])];
    if (isIdse(first.text)) {
      const call = idseCall(args, context.input);
      return [{ kind: "idse", call: withEnvironment(call, context.environment), folders: context.folders }];
    }
    const name = first.text.replace(/^\/(?:usr\/(?:local\/)?)?s?bin\//, "").replace(/\.exe$/i, "");
    if (/^(?:export|declare|local|readonly|typeset)$/.test(name)) return this.exported(args, context);
    const folded = this.dialect === "posix" && !name.includes("-") ? name : name.toLowerCase();
    if (changesFolder.test(name)) return reads;
    const handler =
      (this.dialect === "powershell" ? inPowershell.get(folded) : undefined) ??
      texts.get(folded) ??
      writers.get(folded) ??
      wrappers.get(folded) ??
      readers.get(folded) ??
      windowsCommands.get(folded);
    if (handler !== undefined) return handler(args, context);
    if (args.length === 1 && !/[\\/]/.test(name)) return versionOnly(args, { ...context });
    return [unknown(name, context, args)];
  }

  /** `[` and `[[` look like patterns and are commands. */
  private bracket(first: Word): boolean {
    return first.text === "[" || first.text === "[[";
  }

  private exported(args: ReadonlyArray<Word>, context: Context): ReadonlyArray<Act> {
    const words = args.filter((one) => !one.text.startsWith("-"));
    return words.flatMap((one) => (assignment.test(one.raw) ? this.named([one], context) : reads));
  }
}

const withEnvironment = (
  call: ReturnType<typeof idseCall>,
  environment: ReadonlyMap<string, string>,
): ReturnType<typeof idseCall> => {
  const options = new Map(call.options);
  for (const [variable, option] of [
    ["IDSE_PROJECT", "project"],
    ["IDSE_SESSION", "session"],
  ] as const) {
    const value = environment.get(variable);
    if (value !== undefined && !options.has(option)) options.set(option, value);
  }
  return { ...call, options };
};
