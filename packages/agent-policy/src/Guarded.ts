/**
 * What holds an agent to its mode, and so is for people to change. One table: where it lies, why it is
 * guarded, and what a person runs instead.
 */
import { layout, projectPaths, sessionFolder } from "@idse/project-workspace/Layout";

export type GuardedRule =
  | "registry"
  | "constitution"
  | "configuration"
  | "baseline"
  | "sign-off"
  | "hooks"
  | "git-hooks";

export interface Guarded {
  readonly rule: GuardedRule;
  /** `*` is any one name, in a name any part of it, `**` at the end all that is below. */
  readonly pattern: string;
  /** Counts in any folder, also outside the repository; the others from its root. */
  readonly anywhere: boolean;
}

const here = (rule: GuardedRule, pattern: string): Guarded => ({ rule, pattern, anywhere: false });
const anywhere = (rule: GuardedRule, pattern: string): Guarded => ({ rule, pattern, anywhere: true });

export const guardedPlaces: ReadonlyArray<Guarded> = [
  here("registry", projectPaths("*").registry),
  here("constitution", layout.constitution),
  here("constitution", `${layout.governance}/**`),
  here("configuration", layout.config),
  here("baseline", ".idse/baseline.json"),
  here("sign-off", `${sessionFolder("*", "*")}/metadata/**`),
  anywhere("hooks", ".claude/settings*.json"),
  anywhere("hooks", ".claude/hooks/**"),
  anywhere("hooks", ".codex/hooks.json"),
  anywhere("hooks", ".codex/config.toml"),
  anywhere("hooks", ".github/hooks/**"),
  anywhere("hooks", ".copilot/hooks/**"),
  anywhere("hooks", ".cursor/hooks.json"),
  anywhere("hooks", ".cursor/hooks/**"),
  anywhere("hooks", ".gemini/settings.json"),
  anywhere("hooks", ".gemini/trustedFolders.json"),
  here("hooks", "opencode.json"),
  here("hooks", "opencode.jsonc"),
  anywhere("hooks", ".opencode/opencode.json"),
  anywhere("hooks", ".opencode/opencode.jsonc"),
  anywhere("hooks", ".config/opencode/**"),
  anywhere("hooks", ".opencode/plugin/**"),
  anywhere("hooks", ".opencode/plugins/**"),
  anywhere("git-hooks", ".git/hooks/**"),
  anywhere("git-hooks", ".git/config"),
  anywhere("git-hooks", ".git/idse/**"),
];

const pattern = (text: string): RegExp =>
  new RegExp(
    `^${text
      .replaceAll(/[.+^$()|\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
    "i",
  );

/** A name that may be a pattern of the shell, against a name of the table. */
const matches = (name: string, wanted: string, glob: boolean): boolean => {
  if (wanted === "*" || wanted === name) return true;
  if (wanted.includes("*")) return pattern(wanted).test(name) || (glob && /[*?[{]/.test(name));
  if (!glob || !/[*?[{]/.test(name)) return false;
  // The shell's patterns leave out what begins with a dot, unless they say it.
  if (wanted.startsWith(".") && !/^[.[{]/.test(name)) return false;
  return /[[{]/.test(name) || pattern(name).test(wanted);
};

const segmentsOf = new Map(guardedPlaces.map((one) => [one, one.pattern.split("/")]));

/** Whether these names, from where the table counts, are the place or lie in it; or, with `above`, hold it. */
const lies = (names: ReadonlyArray<string>, place: Guarded, glob: boolean, above: boolean): boolean => {
  const wanted = segmentsOf.get(place) ?? [];
  const deep = wanted.at(-1) === "**";
  const length = deep ? wanted.length - 1 : wanted.length;
  const shorter = names.length < length;
  if (shorter && !above) return false;
  if (!shorter && !deep && names.length !== length) return false;
  return names.slice(0, length).every((name, at) => matches(name, wanted[at] ?? "", glob));
};

/**
 * The guarded place that a path is, lies in, or, where everything below it is meant, holds. `names` are those
 * from the root of the repository; null where the path lies outside, and then `outside` are those of it.
 */
export const guardedAt = (
  names: ReadonlyArray<string> | null,
  outside: ReadonlyArray<string>,
  { glob, above }: { readonly glob: boolean; readonly above: boolean },
): Guarded | undefined =>
  guardedPlaces.find((place) => {
    if (names !== null && lies(names, place, glob, above)) return true;
    if (!place.anywhere) return false;
    const all = names ?? outside;
    return all.some((_, at) => lies(all.slice(at), place, glob, above));
  });

const fileNames = [
  "state.json",
  "session.json",
  ...guardedPlaces.flatMap(({ pattern: text }) => {
    const last = text.split("/").at(-1) ?? "";
    return last === "**" ? [] : [last.replace("*", "")];
  }),
];

/** Whether files found by this pattern of names may be guarded ones. */
export const mayName = (text: string): boolean => fileNames.some((name) => matches(text, name, true));

/** The part of a pattern that betrays the place in any text. */
const telling = ({ pattern: text }: Guarded): string | null => {
  const [last = ""] = text
    .replace(/\/\*\*$/, "")
    .split("*/")
    .slice(-1);
  if (last === "metadata") return "metadata/+(?:session|state)\\.json";
  return last.replaceAll(".", "\\.").replaceAll("/", "/+").replaceAll("*", "[\\w.-]*");
};

const mentions = guardedPlaces.map(
  (place) => [place, new RegExp(`(?:^|[^\\w.-])${telling(place)}(?![\\w-])`, "i")] as const,
);

/** The guarded place that a text names, where the text cannot be read any better. */
export const guardedIn = (text: string): Guarded | undefined => {
  const plain = text.replaceAll("\\", "/");
  return mentions.find(([, pattern]) => pattern.test(plain))?.[0];
};
