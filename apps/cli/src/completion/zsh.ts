/** Completion for zsh, with the sentences of the help. It may be sourced, or lie as `_idse` in a folder of fpath. */
import { quoted } from "@idse/orchestrator/ShellWord";
import { functionsOf, optionsOf } from "./posix.ts";
import { allWords, type CommandWord } from "./Word.ts";

/** A word and its sentence, as _describe takes them. */
const described = (word: string, text: string): string => quoted(`${word.replaceAll(":", "\\:")}:${text}`);

const offers = (program: CommandWord): string => {
  const lines = allWords(program).map((command) => {
    const options = optionsOf(program, command).map(({ flags, description }) =>
      described(flags.at(-1) ?? "", description),
    );
    const names = command.below.map(({ name, description }) => described(name, description));
    const help = command === program ? [described("help", "print help for a command")] : [];
    return `    ${quoted(command.path)})
      _idse_words=(${[...names, ...help].join(" ")})
      _idse_options=(${options.join(" ")})
      ;;`;
  });
  return `_idse_offers() {
  case "$1" in
${lines.join("\n")}
  esac
}`;
};

// The options of zsh are those of its completion system here, and what it calls needs them so.
const complete = `_idse() {
  local cur=$PREFIX _idse_path _idse_kind _idse_waits
  local -a _idse_found _idse_words _idse_options given
  given=("\${(@)words[2,CURRENT-1]}")
  if [[ $cur == --*=* ]]; then
    given+=("\${cur%%=*}")
    compset -P '*='
    cur=$PREFIX
  fi
  _idse_walk "\${given[@]}"
  _idse_offers "$_idse_path"
  if [[ -z $_idse_waits && $cur == -* ]]; then
    _describe -t options option _idse_options
    return
  fi
  case $_idse_kind in
    sessions) _idse_names '*/sessions/*/'; compadd -a _idse_found ;;
    projects) _idse_names '*/'; compadd -a _idse_found ;;
    files) _files ;;
    folders) _files -/ ;;
    words\\ *) _idse_found=(\${=_idse_kind#words }); compadd -a _idse_found ;;
  esac
  [[ -n $_idse_waits || \${#_idse_words} -eq 0 ]] || _describe -t commands command _idse_words
}

if [[ \${funcstack[1]} == _idse ]]; then _idse "$@"; else compdef _idse idse; fi
`;

/** zsh matches a pattern in a variable only where it is told to. */
const functions = (program: CommandWord): string =>
  functionsOf(program).replace("/.idse/projects/$1;", "/.idse/projects/$" + "{~1};");

export const zsh = (program: CommandWord): string =>
  `#compdef idse\n# zsh completion of idse; idse completion zsh prints it.\n\n${functions(program)}\n\n${offers(program)}\n\n${complete}`;
