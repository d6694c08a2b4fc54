/** What the scripts for bash and zsh have in common: both are case statements over the words typed so far. */
import { quoted } from "@idse/orchestrator/ShellWord";
import { allWords, type CommandWord, type OptionWord, type Value } from "./Word.ts";

const kindOf = (value: Value): string => (typeof value === "string" ? value : `words ${value.join(" ")}`);

export const optionsOf = (program: CommandWord, command: CommandWord): ReadonlyArray<OptionWord> =>
  command === program ? program.options : [...command.options, ...globalsOf(program)];

/** Of `idse` itself, but for what only stands alone. */
export const globalsOf = (program: CommandWord): ReadonlyArray<OptionWord> =>
  program.options.filter(({ flags }) => !flags.includes("--version") && !flags.includes("--help"));

/** `_idse_value PATH WORD`: what kind of value the option takes; fails where it takes none. */
const valueFunction = (program: CommandWord): string => {
  const rows = allWords(program).flatMap((command) =>
    optionsOf(program, command).flatMap(({ flags, value }) =>
      value === null || (command !== program && globalsOf(program).some((one) => one.flags === flags))
        ? []
        : [
            {
              pattern: flags.map((flag) => quoted(`${command.path}:${flag}`)).join("|"),
              kind: kindOf(value),
            },
          ],
    ),
  );
  const global = globalsOf(program).flatMap(({ flags, value }) =>
    value === null ? [] : [{ pattern: flags.map((flag) => `*:${flag}`).join("|"), kind: kindOf(value) }],
  );
  const lines = [...rows, ...global].map(
    ({ pattern, kind }) => `    ${pattern}) _idse_kind=${quoted(kind)} ;;`,
  );
  return `_idse_value() {
  case "$1:$2" in
${lines.join("\n")}
    *) return 1 ;;
  esac
}`;
};

/** `_idse_argument PATH N`: what kind of value stands there, from 0. */
const argumentFunction = (program: CommandWord): string => {
  const lines = allWords(program).flatMap(({ path, arguments: given }) =>
    given.map(({ value, variadic }, index) => {
      const pattern = variadic ? `${quoted(`${path}:`)}*` : quoted(`${path}:${index}`);
      return `    ${pattern}) _idse_kind=${quoted(kindOf(value))} ;;`;
    }),
  );
  return `_idse_argument() {
  case "$1:$2" in
${lines.join("\n")}
    *) _idse_kind=nothing ;;
  esac
}`;
};

/** `_idse_names FOLDER`: folders below .idse that \`$1\` matches, into _idse_found; a name that a shell would read anew is left out. */
const namesFunction = `_idse_names() {
  local dir=$PWD path name
  while [ -n "$dir" ] && [ ! -d "$dir/.idse/projects" ]; do dir=\${dir%/*}; done
  _idse_found=()
  for path in "$dir"/.idse/projects/$1; do
    [ -d "$path" ] || continue
    name=\${path%/}
    name=\${name##*/}
    case $name in *[!A-Za-z0-9._-]*) continue ;; esac
    _idse_found+=("$name")
  done
}`;

/**
 * `_idse_walk WORD…`: the words before the one being typed. Leaves the command in _idse_path, and in _idse_kind the
 * kind of value that belongs here, or nothing at all where a command or an option may stand.
 */
const walkFunction = `_idse_walk() {
  local word place=0 waits=
  _idse_path= _idse_kind=
  for word in "$@"; do
    if [ -n "$waits" ]; then
      # Readline splits --session=x into three words.
      [ "$word" = = ] || waits=
      continue
    fi
    case $word in
      -*=*) continue ;;
      -*) _idse_value "$_idse_path" "$word" && waits=$_idse_kind; continue ;;
    esac
    if _idse_below "\${_idse_path:+$_idse_path }$word"; then
      _idse_path=\${_idse_path:+$_idse_path }$word
    else
      place=$((place + 1))
    fi
  done
  _idse_waits=$waits
  if [ -n "$waits" ]; then _idse_kind=$waits; else _idse_argument "$_idse_path" "$place"; fi
}`;

/** `_idse_below PATH`: whether these words are a command. */
const belowFunction = (program: CommandWord): string => {
  const paths = allWords(program)
    .filter((one) => one !== program)
    .map(({ path }) => quoted(path));
  return `_idse_below() {
  case "$1" in
    ${paths.join("|")}) return 0 ;;
  esac
  return 1
}`;
};

export const functionsOf = (program: CommandWord): string =>
  [
    valueFunction(program),
    argumentFunction(program),
    belowFunction(program),
    namesFunction,
    walkFunction,
  ].join("\n\n");
