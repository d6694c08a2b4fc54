/** Completion for bash, from 3.2 on: no associative arrays, and no compgen over words, which would expand them. */
import { quoted } from "@idse/orchestrator/ShellWord";
import { functionsOf, optionsOf } from "./posix.ts";
import { allWords, type CommandWord } from "./Word.ts";

const offers = (program: CommandWord): string => {
  const lines = allWords(program).map((command) => {
    const options = optionsOf(program, command).flatMap(({ flags }) => flags.slice(-1));
    const names = command.below.map(({ name }) => name);
    const help = command === program ? ["help"] : [];
    return `    ${quoted(command.path)}) _idse_words='${[...names, ...help].join(" ")}' _idse_options='${options.join(" ")}' ;;`;
  });
  return `_idse_offers() {
  case "$1" in
${lines.join("\n")}
  esac
}`;
};

const complete = `_idse() {
  local cur=\${COMP_WORDS[COMP_CWORD]} word IFS=$' \\t\\n'
  local _idse_path _idse_kind _idse_waits _idse_words _idse_options
  local -a _idse_found
  COMPREPLY=()
  _idse_walk "\${COMP_WORDS[@]:1:COMP_CWORD-1}"
  [ -n "$_idse_waits" ] && [ "$cur" = = ] && cur=
  _idse_offers "$_idse_path"
  case $_idse_waits:$cur in
    :-*) _idse_found=($_idse_options) ;;
    *)
      case $_idse_kind in
        sessions) _idse_names '*/sessions/*/' ;;
        projects) _idse_names '*/' ;;
        files|folders)
          IFS=$'\\n'
          if [ "$_idse_kind" = files ]; then COMPREPLY=($(compgen -f -- "$cur")); else COMPREPLY=($(compgen -d -- "$cur")); fi
          type compopt >/dev/null 2>&1 && compopt -o filenames 2>/dev/null
          return
          ;;
        'words '*) _idse_found=(\${_idse_kind#words }) ;;
        *) _idse_found=() ;;
      esac
      [ -n "$_idse_waits" ] || _idse_found+=($_idse_words)
      ;;
  esac
  for word in "\${_idse_found[@]}"; do
    case $word in "$cur"*) COMPREPLY+=("$word") ;; esac
  done
}
complete -F _idse idse
`;

export const bash = (program: CommandWord): string =>
  `# bash completion of idse; idse completion bash prints it.\n\n${functionsOf(program)}\n\n${offers(program)}\n\n${complete}`;
