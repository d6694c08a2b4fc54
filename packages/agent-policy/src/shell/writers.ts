/** Commands that change files, and which. */
import { codexPatch, unifiedPatch } from "../payload/ApplyPatch.ts";
import { type Act, type Context, type Handler, reads, unknown, writes } from "./Act.ts";
import { argumentsOf, hasShort, isOption } from "./Arguments.ts";
import { plainWord, type Word } from "./Script.ts";

const baseOf = (path: string): string => path.replace(/\/+$/, "").split("/").at(-1) ?? "";

const within = (folder: Word, name: string): Word => ({
  ...folder,
  text: `${folder.text.replace(/\/+$/, "")}/${name}`,
});

const each =
  (reach: "file" | "tree" | "folder", valued: ReadonlyArray<string> = []): Handler =>
  (args, context) =>
    argumentsOf(args, valued).positional.map((one) => writes(one, reach, context));

/** The first word is a mode or an owner, unless it looks like an option or is read off another file. */
const afterFirst: Handler = (args, context) => {
  const { positional, options } = argumentsOf(args);
  const said = options.some((one) => isOption(one, "--reference") || /^-[rwxXst]+$/.test(one));
  const files = said ? positional : positional.slice(1);
  return files.map((one) => writes(one, "tree", context));
};

/** Where sources land: at the name that is given, or in the folder of that name. */
const landing = (
  sources: ReadonlyArray<Word>,
  to: Word,
  deep: boolean,
  context: Context,
): ReadonlyArray<Act> => {
  const folderOnly = /\/$|^\.\.?$|\/\.\.?$/.test(to.text);
  const reach = deep ? "tree" : "file";
  const contents = deep && sources.some((one) => /\/\.?$|^\.$/.test(one.text));
  const inside = sources.map((one) =>
    writes(
      one.sure && !one.glob ? within(to, baseOf(one.text)) : { ...within(to, "?"), sure: false },
      reach,
      context,
    ),
  );
  return folderOnly && !contents ? inside : [writes(to, reach, context), ...inside];
};

const copying =
  (deepAlways: boolean, removesSource: boolean): Handler =>
  (args, context) => {
    const { positional, options, values } = argumentsOf(args, [
      "-t",
      "--target-directory",
      "-S",
      "-m",
      "-o",
      "-g",
    ]);
    // A group such as -rt hides the folder among the sources.
    if (hasShort(options, "t") && !values.has("-t"))
      return positional.map((one) => writes(one, "tree", context));
    const into = [...(values.get("-t") ?? []), ...(values.get("--target-directory") ?? [])];
    const [to, sources] =
      into[0] === undefined
        ? [positional.at(-1), positional.slice(0, -1)]
        : [{ ...into[0], text: `${into[0].text}/` }, positional];
    if (to === undefined || sources.length === 0) return [unknown("this copy", context, args)];
    const deep = deepAlways || hasShort(options, "rRa") || options.some((one) => /^--(?:rec|arch)/.test(one));
    const links =
      hasShort(options, "ls") ||
      options.some((one) => isOption(one, "--link") || isOption(one, "--symbolic-link"));
    if (links) return [...landing(sources, to, deep, context), ...linked(sources, to, context)];
    const gone = removesSource ? sources.map((one) => writes(one, "tree", context)) : [];
    return [...gone, ...landing(sources, to, deep, context)];
  };

/**
 * What a link leads to may be changed through it within the same line, before anybody can see that it is one. A
 * symbolic link starts from its own folder.
 */
const linked = (sources: ReadonlyArray<Word>, to: Word | undefined, context: Context): ReadonlyArray<Act> => {
  const folder = to === undefined ? "" : to.text.replace(/[^/]*$/, "");
  return sources.flatMap((one) => [
    writes(one, "tree", context),
    ...(folder === "" || one.text.startsWith("/")
      ? []
      : [writes({ ...one, text: folder + one.text }, "tree", context)]),
  ]);
};

const link: Handler = (args, context) => {
  const { positional } = argumentsOf(args, ["-t", "--target-directory", "-S"]);
  const [only] = positional;
  if (positional.length === 1 && only !== undefined)
    return [writes(plainWord(baseOf(only.text)), "file", context), ...linked([only], undefined, context)];
  const to = positional.at(-1);
  if (to === undefined) return [unknown("ln", context, args)];
  const sources = positional.slice(0, -1);
  return [
    writes(to, "tree", context),
    ...landing(sources, to, false, context),
    ...linked(sources, to, context),
  ];
};

const dd: Handler = (args, context) => {
  const out = args.filter((one) => one.text.startsWith("of="));
  return out.length === 0
    ? reads
    : out.map((one) => writes({ ...one, text: one.text.slice(3) }, "file", context));
};

/** What a patch names, where it stands in the line itself. */
export const patched = (
  text: string | null,
  form: "codex" | "unified",
  what: string,
  context: Context,
): ReadonlyArray<Act> => {
  const read = text === null ? null : form === "codex" ? codexPatch(text) : unifiedPatch(text);
  return read === null
    ? [unknown(what, context)]
    : read.paths.map((path) => writes(plainWord(path), "file", context));
};

const patch: Handler = (args, context) => {
  const { positional, values, options } = argumentsOf(args, [
    "-o",
    "--output",
    "-i",
    "--input",
    "-d",
    "--directory",
    "-p",
    "-r",
  ]);
  if (options.includes("--dry-run")) return reads;
  const named = [...positional.slice(0, 1), ...(values.get("-o") ?? []), ...(values.get("--output") ?? [])];
  const folder = [...(values.get("-d") ?? []), ...(values.get("--directory") ?? [])];
  return [
    ...named.map((one) => writes(one, "file", context)),
    ...folder.map((one) => writes(one, "tree", context)),
    ...(named.length > 0 ? [] : patched(context.input, "unified", "patch", context)),
  ];
};

const applyPatch: Handler = (args, context) => {
  const [text] = args;
  return patched(
    text === undefined ? context.input : text.sure ? text.text : null,
    "codex",
    "apply_patch",
    context,
  );
};

/** Archives unpack what nobody sees; where to is all that is said. */
const unpacking =
  (option: string): Handler =>
  (args, context) => {
    const { values } = argumentsOf(args, [option]);
    return [
      ...(values.get(option) ?? []).map((one) => writes(one, "tree", context)),
      unknown("what is in the archive", context, args),
    ];
  };

const fetching: Handler = (args, context) => {
  const { values } = argumentsOf(args, ["-o", "--output", "-O", "--output-document", "--output-dir"]);
  return [
    ...[...values.values()].flat().map((one) => writes(one, "file", context)),
    unknown("this download", context, args),
  ];
};

/** Editors do with the files they are given what the keys say. */
const editor: Handler = (args, context) => [
  ...argumentsOf(args).positional.map((one) => writes(one, "file", context)),
  unknown("this editor", context, args),
];

export const writers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ["tee", each("file")],
  ["touch", each("file", ["-d", "-r", "-t", "--date", "--reference"])],
  ["truncate", each("file", ["-s", "--size", "-r", "--reference"])],
  ["rm", each("tree")],
  ["unlink", each("tree")],
  ["shred", each("tree", ["-n", "-s"])],
  ["rmdir", each("folder")],
  ["mkdir", each("folder", ["-m", "--mode"])],
  ["chmod", afterFirst],
  ["chown", afterFirst],
  ["chgrp", afterFirst],
  ["cp", copying(false, false)],
  ["install", copying(false, false)],
  ["mv", copying(true, true)],
  ["rsync", copying(true, false)],
  ["scp", copying(true, false)],
  ["ln", link],
  ["dd", dd],
  ["patch", patch],
  ["apply_patch", applyPatch],
  ["applypatch", applyPatch],
  ["tar", unpacking("-C")],
  ["unzip", unpacking("-d")],
  ["curl", fetching],
  ["wget", fetching],
  ...["ed", "ex", "vi", "vim", "nvim", "nano", "emacs"].map((name): [string, Handler] => [name, editor]),
]);
