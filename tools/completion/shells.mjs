/** What a shell offers for a line, asked of the shell itself. `idse` is nowhere on its path. */
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ask = (shell, args, { cwd, input }) => {
  const done = spawnSync(shell, args, {
    cwd,
    input,
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOME: cwd, TERM: "dumb", LC_ALL: "C.UTF-8" },
    timeout: 60_000,
  });
  if (done.status !== 0) throw new Error(`${shell} ended with ${done.status ?? done.signal}: ${done.stderr}`);
  if (done.stderr !== "") throw new Error(`${shell} complains: ${done.stderr}`);
  return done.stdout;
};

/** Answers are parted by a line that no word is. */
const parted = (text) =>
  text
    .split("--end--\n")
    .slice(0, -1)
    .map((part) => part.split("\n").filter((line) => line !== ""));

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

const bash = (script, lines, cwd) => {
  const asked = lines.map((line) => {
    const words = line.split(" ").map(quoted);
    return `COMP_WORDS=(${words.join(" ")}); COMP_CWORD=${words.length - 1}; _idse; printf '%s\\n' "\${COMPREPLY[@]}"; echo --end--`;
  });
  return parted(ask("bash", ["--norc", "--noprofile"], { cwd, input: `${script}\n${asked.join("\n")}\n` }));
};

const fish = (script, lines, cwd) => {
  const asked = lines.map((line) => `complete -C ${quoted(line)}; echo --end--`);
  const answers = parted(
    ask("fish", ["--no-config", "-c", `${script}\n${asked.join("\n")}\n`], { cwd, input: "" }),
  );
  return answers.map((offers) => offers.map((offer) => offer.split("\t")[0]));
};

/** Every word that is handed to compadd, in a zsh of its own terminal, since zsh completes nowhere else. */
const zsh = (script, lines, cwd) => {
  const [file, out, rc] = ["completion.zsh", "offers.txt", "asked.zsh"].map((name) => join(cwd, `.${name}`));
  writeFileSync(file, script);
  writeFileSync(out, "");
  const inner = `
PS1= PS2= PROMPT_EOL_MARK=
autoload -Uz compinit && compinit -D -u
source ${quoted(file)}
compadd() {
  local -a found
  builtin compadd -O found "$@"
  print -rl -- $found >> ${quoted(out)}
  builtin compadd "$@"
}
asked() { BUFFER=$ASKED; CURSOR=$#BUFFER; zle list-choices; print -r -- --end-- >> ${quoted(out)}; BUFFER=; }
zle -N asked
bindkey '^T' asked
`;
  writeFileSync(rc, inner);
  const driver = `
zmodload zsh/zpty
zpty inner zsh -f -i
zpty -w inner ${quoted(`source ${quoted(rc)}`)}
wait_for() { while [[ $(grep -c -e '^--end--$' ${quoted(out)}) -lt $1 ]]; do zpty -r -t inner line; sleep 0.05; done }
n=0
${lines
  .map(
    (line) =>
      `zpty -w inner ${quoted(`ASKED=${quoted(line)}`)}; zpty -n -w inner $'\\x14'; (( n += 1 )); wait_for $n`,
  )
  .join("\n")}
zpty -d inner
`;
  ask("zsh", ["-f"], { cwd, input: driver });
  const offers = parted(readFileSync(out, "utf8"));
  for (const path of [file, out, rc]) rmSync(path);
  return offers;
};

export const shells = { bash, zsh, fish };

export const isThere = (shell) => spawnSync(shell, ["-c", ":"]).status === 0;
