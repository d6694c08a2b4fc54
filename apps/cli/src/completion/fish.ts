/** Completion for fish: one line for each word and option, under the condition that its command was typed. */
import { globalsOf } from "./posix.ts";
import { allWords, type CommandWord, type OptionWord, type Value } from "./Word.ts";

const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

const valueWords = (value: Value): string => {
  if (value === "sessions") return " -xa '(__idse_names sessions)'";
  if (value === "projects") return " -xa '(__idse_names)'";
  if (value === "files") return " -rF";
  if (value === "folders") return " -xa '(__fish_complete_directories)'";
  return value === "nothing" ? " -x" : ` -xa ${quoted(value.join(" "))}`;
};

const optionLine = (condition: string, { flags, description, value }: OptionWord): string => {
  const names = flags.map((flag) =>
    flag.startsWith("--") ? ` -l ${flag.slice(2)}` : ` -s ${flag.slice(1)}`,
  );
  return `complete -c idse${condition}${names.join("")}${value === null ? "" : valueWords(value)} -d ${quoted(description)}`;
};

const linesOf = (program: CommandWord): ReadonlyArray<string> =>
  allWords(program).flatMap((command) => {
    const here = (rest = ""): string => ` -n ${quoted(`__idse_at ${rest}${quoted(command.path)}`)}`;
    const names = command.below.map(
      ({ name, description }) => `complete -c idse${here()} -a ${name} -d ${quoted(description)}`,
    );
    const help =
      command === program
        ? [`complete -c idse${here()} -a help -d ${quoted("print help for a command")}`]
        : [];
    const own = command === program ? [] : command.options.map((option) => optionLine(here(), option));
    const values = command.arguments.flatMap(({ value, variadic }, index) =>
      value === "nothing"
        ? []
        : [
            `complete -c idse${here(variadic ? "" : `-p ${index} `)}${valueWords(value).replace(" -x", " -")}`,
          ],
    );
    return [...names, ...help, ...own, ...values];
  });

const functions = (program: CommandWord): string => {
  const paths = allWords(program)
    .filter((one) => one !== program)
    .map(({ path }) => quoted(path));
  const valued = allWords(program).flatMap((command) =>
    command.options.flatMap(({ flags, value }) =>
      value === null ? [] : flags.map((flag) => quoted(`${command.path}:${flag}`)),
    ),
  );
  const global = globalsOf(program).flatMap(({ flags, value }) => (value === null ? [] : flags));
  return `# Whether the words typed so far are this command, and with -p whether so many arguments stand after it.
function __idse_at
    set -l wanted -1
    if test "$argv[1]" = -p
        set wanted $argv[2]
        set -e argv[1..2]
    end
    set -l path ''
    set -l place 0
    set -l waits 0
    for word in (commandline -opc)[2..]
        if test $waits = 1
            set waits 0
            continue
        end
        switch $word
            case '-*=*'
                continue
            case '-*'
                if contains -- $word ${global.join(" ")}
                    set waits 1
                else if contains -- "$path:$word" ${valued.join(" ")}
                    set waits 1
                end
                continue
        end
        set -l longer (string trim -- "$path $word")
        if contains -- $longer ${paths.join(" ")}
            set path $longer
        else
            set place (math $place + 1)
        end
    end
    test "$path" = "$argv[1]"; and begin
        test $wanted = -1; or test $wanted = $place
    end
end

# Folders below .idse; a name that a shell would read anew is left out.
function __idse_names
    set -l dir (pwd)
    while test -n "$dir"; and not test -d "$dir/.idse/projects"
        set dir (string replace -r '/[^/]*$' '' -- $dir)
    end
    set -l found
    if test "$argv[1]" = sessions
        set found $dir/.idse/projects/*/sessions/*/
    else
        set found $dir/.idse/projects/*/
    end
    for path in $found
        string match -r '^[A-Za-z0-9._-]+$' -- (string replace -r '^.*/' '' -- (string trim -r -c / -- $path))
    end
end`;
};

export const fish = (program: CommandWord): string =>
  [
    "# fish completion of idse; idse completion fish prints it.",
    functions(program),
    "complete -c idse -f",
    ...globalsOf(program).map((option) => optionLine("", option)),
    ...linesOf(program),
    "",
  ].join("\n");
