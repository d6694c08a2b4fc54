/** A call of `idse`, from a command line or from our own MCP server, read into its words and options. */

export interface IdseCall {
  /** The words that name the command, such as `session set-stage`, and what follows them. */
  readonly words: ReadonlyArray<string>;
  /** By name without dashes; the last one counts, and an option without a value is empty. */
  readonly options: ReadonlyMap<string, string>;
  /** Every value of `--format`, which may be given several times. */
  readonly formats: ReadonlyArray<string>;
  /** Options whose value is only known when it runs. */
  readonly unsure: ReadonlySet<string>;
  /** False where it is not known which command it is. */
  readonly sure: boolean;
  /** There is an option that we do not know, which may have taken another for its value. */
  readonly strange: boolean;
  /** What it reads from its input, if that is known. */
  readonly input: string | null;
}

/** Options that take the word after them, in any command. */
const valued = new Set(
  "dir project session stage status kind by of reason type from title owner description name role file expect format baseline rule through out blueprint plan stack agents agent store store-url store-project store-database store-tenant store-data-source code section limit tag budget target remote until place stages mode claim claim-id classification superseding-claim-id source quote min-days".split(
    " ",
  ),
);

const flags = new Set(
  "json all all-projects claimed strict no-strict update-baseline fix apply record verbose dry-run force remove help version print join guided no-create-agent-files gaps lineage staged untrack revive write spine regex ignore-case".split(
    " ",
  ),
);

export interface IdseWord {
  readonly text: string;
  readonly sure: boolean;
}

/** Commands whose second word belongs to their name. */
const groups = new Set(
  "session stage artifact store agents compile constitution blueprint docs sync waivers".split(" "),
);

export const idseCall = (given: ReadonlyArray<IdseWord>, input: string | null = null): IdseCall => {
  const words: Array<string> = [];
  const options = new Map<string, string>();
  const formats: Array<string> = [];
  const unsure = new Set<string>();
  let sure = true;
  let strange = false;
  const isNamed = () => words.length >= (groups.has(words[0] ?? "") ? 2 : 1);
  const say = (word: IdseWord) => {
    if (!word.sure && !isNamed()) sure = false;
    words.push(word.text);
  };
  const set = (name: string, value: IdseWord) => {
    options.set(name, value.text);
    if (!value.sure) unsure.add(name);
    if (name === "format") formats.push(value.text);
  };
  /** The word after an option that is not known may be its value, or the command. */
  const puzzle = () => {
    strange = true;
    if (!isNamed()) sure = false;
  };
  for (let at = 0; at < given.length; at++) {
    const one = given[at] ?? { text: "", sure: false };
    const { text } = one;
    const long = /^--([^=]+)(=?)([\s\S]*)$/.exec(text);
    if (text === "--") {
      for (const rest of given.slice(at + 1)) say(rest);
      break;
    }
    if (text === "-C") set("dir", given[++at] ?? one);
    else if (/^-C./.test(text)) set("dir", { ...one, text: text.slice(2) });
    else if (long !== null) {
      const [, name = "", sign, value = ""] = long;
      if (sign === "=" || !valued.has(name)) set(name, { ...one, text: value });
      else set(name, given[++at] ?? { text: "", sure: true });
      if (!flags.has(name) && !valued.has(name)) puzzle();
    } else if (text === "-h") set("help", one);
    else if (text === "-V") set("version", one);
    else if (text.startsWith("-") && text !== "-") puzzle();
    else say(one);
  }
  return { words, options, formats, unsure, sure, strange, input };
};

const isProgram = (text: string): boolean =>
  /(?:^|[\\/])idse(?:-orchestrator)?(?:\.(?:js|mjs|cmd|exe|ps1))?(?:@[\w.^~-]+)?$/.test(text);

/** Whether a word starts `idse`: by its plain name, or as what npm installed. Any other file of that name may be anything. */
export const isIdse = (text: string): boolean => {
  const path = text.replaceAll("\\", "/");
  return isProgram(path) && (!path.includes("/") || /(?:^|\/)node_modules\/\.bin\/[^/]+$/.test(path));
};

/** Calls of `idse` that can be seen in a text which cannot be read as commands, such as a line of Python. */
export const callsSeenIn = (text: string): ReadonlyArray<IdseCall> => {
  const words = text.split(/[\s"'`,()[\]{};|&<>=]+/).filter(Boolean);
  return words.flatMap((word, at) =>
    isProgram(word) ? [idseCall(words.slice(at + 1, at + 12).map((one) => ({ text: one, sure: true })))] : [],
  );
};
