/** `git`: what it shows, what it records, which files it changes, and how its hooks are gone past. */
import { type Act, type Context, type Handler, reads, unknown, writes } from "./Act.ts";
import { argumentsOf, hasShort, isOption } from "./Arguments.ts";
import { inFolder } from "./folders.ts";
import { plainWord, type Word } from "./Script.ts";
import { patched } from "./writers.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

const shows = words(`
  status log diff show blame annotate rev-parse ls-files ls-tree cat-file describe shortlog rev-list merge-base
  name-rev diff-tree diff-index diff-files for-each-ref show-ref check-ignore check-attr version
  count-objects whatchanged cherry grep range-diff show-branch help
`);

/** They change git's records, and files only as far as another commit has them. */
const recordsOnly = words(`
  add stage commit push fetch pull merge rebase cherry-pick revert switch branch tag notes remote gc prune
`);

const bypass = (what: string): Act => ({ kind: "bypass", what });
const records = (what: string): Act => ({ kind: "records", what });
const wholeTree = (context: Context): Act => writes(plainWord("."), "repository", context);

/** A path as git takes it: `:/` is the root, and a pattern reaches into every folder. */
const pathspec = (one: Word, context: Context): Act =>
  one.sure && (one.text.startsWith(":") || /[*?[]/.test(one.text))
    ? wholeTree(context)
    : writes(one, "tree", context);

const lists = (args: ReadonlyArray<Word>, flags: RegExp, opening: RegExp): boolean => {
  const open = args.some((one) => opening.test(one.text));
  return args.every((one) => one.sure && (flags.test(one.text) || (open && !one.text.startsWith("-"))));
};

const listing: Readonly<Record<string, (args: ReadonlyArray<Word>) => boolean>> = {
  branch: (args) =>
    lists(
      args,
      /^(?:-[arvil]+|--(?:list|all|remotes|show-current|verbose|contains|no-contains|merged|no-merged|points-at|ignore-case|(?:sort|format|color|column)(?:=.*)?|no-color))$/,
      /^(?:-l|--list|--contains|--no-contains|--merged|--no-merged|--points-at)$/,
    ),
  tag: (args) =>
    lists(
      args,
      /^(?:-l|-n\d*|--(?:list|contains|merged|points-at|sort=.*|format=.*))$/,
      /^(?:-l|-n\d*|--list|--contains|--merged|--points-at)$/,
    ),
  remote: (args) => args.length === 0 || /^(?:-v|--verbose|show|get-url)$/.test(args[0]?.text ?? ""),
  stash: (args) => /^(?:list|show)$/.test(args[0]?.text ?? ""),
  worktree: (args) => args[0]?.text === "list",
  submodule: (args) => args.length === 0 || args[0]?.text === "status",
  reflog: (args) => args.length === 0 || args[0]?.text === "show",
  notes: (args) => args.length === 0 || /^(?:list|show)$/.test(args[0]?.text ?? ""),
  config: (args) => /^(?:--get|--get-all|--get-regexp|--list|-l|get|list)$/.test(args[0]?.text ?? ""),
};

/** Whether what only shows was told to write or to run something. */
const showsMore = (sub: string, args: ReadonlyArray<Word>): boolean =>
  args.some(
    ({ text, sure }) =>
      !sure ||
      /^--o(?:u|ut|utp|utpu|utput(?:-directory)?)?(?:=|$)/.test(text) ||
      /^--ext-diff/.test(text) ||
      (sub === "grep" && (/^-[a-zA-Z]*O/.test(text) || /^--op/.test(text))),
  );

/** `-n` of a commit, alone or in a group; what stands after `-m` in a group is the message. */
const skipsHooks = (sub: string, args: ReadonlyArray<Word>): boolean => {
  const end = args.findIndex((one) => one.text === "--");
  const options = end < 0 ? args : args.slice(0, end);
  const values = new Set(["-m", "-F", "-C", "-c", "-t", "--message", "--file", "--author", "--date"]);
  return options.some(({ text }, at) => {
    if (values.has(options[at - 1]?.text ?? "")) return false;
    if (text.length > 4 && isOption(text, "--no-verify")) return true;
    return sub === "commit" && /^-[aepqsvio]*n/.test(text);
  });
};

const setsHooks = (text: string): boolean => /core\.hookspath/i.test(text);

const checkout: Handler = (args, context) => {
  const { positional, options } = argumentsOf(args, ["-b", "-B", "--orphan", "--conflict", "-U"]);
  const branches = options.some((one) => ["-b", "-B", "--orphan", "--detach", "-d"].includes(one));
  if (hasShort(options, "f") || options.some((one) => isOption(one, "--force"))) return [wholeTree(context)];
  if (options.some((one) => /^--pathspec/.test(one))) return [wholeTree(context)];
  if (branches) return [records("git checkout")];
  const end = args.findIndex((one) => one.text === "--");
  if (end >= 0 && end < args.length - 1) return args.slice(end + 1).map((one) => pathspec(one, context));
  // A word may be a branch or a path; as a path it counts.
  return [records("git checkout"), ...positional.map((one) => pathspec(one, context))];
};

const restore: Handler = (args, context) => {
  const { positional, options } = argumentsOf(args, ["-s", "--source"]);
  const staged = hasShort(options, "S") || options.some((one) => isOption(one, "--staged"));
  const work = hasShort(options, "W") || options.some((one) => isOption(one, "--worktree"));
  if (staged && !work) return [records("git restore")];
  return options.some((one) => /^--pathspec/.test(one))
    ? [wholeTree(context)]
    : positional.map((one) => pathspec(one, context));
};

const reset: Handler = (args, context) =>
  args.some(({ text, sure }) => !sure || ["--hard", "--merge", "--keep"].some((one) => isOption(text, one)))
    ? [wholeTree(context)]
    : [records("git reset")];

const clean: Handler = (args, context) => {
  const { positional, options } = argumentsOf(args, ["-e", "--exclude"]);
  if (hasShort(options, "n") || options.some((one) => isOption(one, "--dry-run"))) return reads;
  return positional.length === 0 ? [wholeTree(context)] : positional.map((one) => pathspec(one, context));
};

const stash: Handler = (args, context) => {
  const [first] = args;
  if (first === undefined || first.text.startsWith("-") || /^(?:push|save)$/.test(first.text)) {
    const end = args.findIndex((one) => one.text === "--");
    const paths = end < 0 ? [] : args.slice(end + 1);
    return paths.length === 0 ? [wholeTree(context)] : paths.map((one) => pathspec(one, context));
  }
  return /^(?:drop|clear|create|store)$/.test(first.text)
    ? [records("git stash")]
    : [unknown("git stash", context, args)];
};

const move: Handler = (args, context) => {
  const { positional } = argumentsOf(args);
  const to = positional.at(-1);
  const inside = positional.slice(0, -1).map((one) => ({
    ...one,
    text: `${to?.text ?? ""}/${one.text.split("/").at(-1) ?? ""}`,
  }));
  return [...positional, ...inside].map((one) => pathspec(one, context));
};

const remove: Handler = (args, context) => {
  const { positional, options } = argumentsOf(args);
  return options.some((one) => isOption(one, "--cached"))
    ? [records("git rm")]
    : positional.map((one) => pathspec(one, context));
};

const apply: Handler = (args, context) => {
  const { options, values } = argumentsOf(args, ["--directory", "-p", "-C", "--exclude", "--include"]);
  const looks = options.some((one) => /^--(?:check|stat|numstat|summary)$/.test(one));
  if (looks && !options.includes("--apply")) return reads;
  if (options.includes("--cached")) return [records("git apply")];
  return [
    ...(values.get("--directory") ?? []).map((one) => writes(one, "tree", context)),
    ...patched(context.input, "unified", "git apply", context),
  ];
};

const changing: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ["checkout", checkout],
  ["restore", restore],
  ["reset", reset],
  ["clean", clean],
  ["stash", stash],
  ["mv", move],
  ["rm", remove],
  ["apply", apply],
  ["am", (_, context) => patched(context.input, "unified", "git am", context)],
]);

const discards = (sub: string, args: ReadonlyArray<Word>): boolean =>
  sub === "switch" &&
  args.some(
    ({ text }) => /^-[a-z]*f/.test(text) || isOption(text, "--force") || isOption(text, "--discard-changes"),
  );

const command = (sub: string, args: ReadonlyArray<Word>, context: Context): ReadonlyArray<Act> => {
  if (sub === "config" && args.some((one) => setsHooks(one.text)) && listing.config?.(args) !== true)
    return [bypass("git config core.hooksPath")];
  if (skipsHooks(sub, args) && (recordsOnly.has(sub) || changing.has(sub)))
    return [bypass(`git ${sub} --no-verify`)];
  if (shows.has(sub) || listing[sub]?.(args) === true)
    return showsMore(sub, args) ? outputs(sub, args, context) : reads;
  if (sub === "rebase" && args.some(({ text }) => /^-x/.test(text) || isOption(text, "--exec")))
    return [unknown("git rebase --exec", context, args)];
  if (discards(sub, args)) return [wholeTree(context)];
  const handler = changing.get(sub);
  if (handler !== undefined) return handler(args, context);
  return recordsOnly.has(sub) ? [records(`git ${sub}`)] : [unknown(`git ${sub}`, context, args)];
};

const outputs = (sub: string, args: ReadonlyArray<Word>, context: Context): ReadonlyArray<Act> => {
  const { values } = argumentsOf(args, ["--output"]);
  return [
    ...(values.get("--output") ?? []).map((one) => writes(one, "file", context)),
    unknown(`git ${sub}`, context, args),
  ];
};

const harmlessSettings =
  /^(?:color\.|core\.(?:pager=(?:cat)?$|quotepath=)|advice\.|pager\.\w+=(?:false)?$|user\.|init\.defaultbranch=|log\.|diff\.(?:renames|color|context))/i;

export const git: Handler = (args, context) => {
  let folders = context.folders;
  let configured = false;
  let at = 0;
  for (; at < args.length; at++) {
    const one = args[at] ?? plainWord("");
    if (!one.sure) return [unknown("git", context, args)];
    if (one.text === "-C") folders = inFolder(folders, args[++at]);
    else if (one.text === "-c" || one.text.startsWith("--config-env")) {
      const setting = one.text === "-c" ? (args[++at]?.text ?? "") : one.text;
      if (setsHooks(setting)) return [bypass("git -c core.hooksPath")];
      if (!harmlessSettings.test(setting)) configured = true;
    } else if (/^(?:--no-pager|-P|--no-optional-locks|--literal-pathspecs)$/.test(one.text)) continue;
    else if (one.text === "--version" || one.text === "--help") return reads;
    else if (one.text.startsWith("-")) configured = true;
    else break;
  }
  const [sub, ...rest] = args.slice(at);
  if (sub === undefined) return reads;
  const acts = command(sub.text, rest, { ...context, folders });
  return configured ? [...acts, unknown("git with settings of its own", context, args)] : acts;
};
