/** Scenes of a terminal as one SVG that plays itself: no script, and no font but the reader's own. */

const width = 880;
const columns = 104;
const lineHeight = 18;
const top = 72;
const secondsForCommand = 1.1;
const secondsForLine = 0.12;
const secondsAtEnd = 5;

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const classOf = { 1: "b", 2: "d", 31: "r", 32: "g", 33: "y" };
const endOf = { 22: ["b", "d"], 39: ["r", "g", "y"], 0: ["b", "d", "r", "g", "y"] };

/** Text with a terminal's colours as runs of text and class names. */
const runsOf = (line) => {
  const on = new Set();
  const runs = [];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal's colours begin with one
  for (const part of line.split(/(\u001b\[[\d;]*m)/)) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
    const codes = /^\u001b\[([\d;]*)m$/.exec(part)?.[1]?.split(";");
    if (codes === undefined) {
      if (part !== "") runs.push({ text: part, classes: [...on].join(" ") });
      continue;
    }
    for (const code of codes) {
      for (const name of endOf[code] ?? []) on.delete(name);
      if (classOf[code] !== undefined) on.add(classOf[code]);
    }
  }
  return runs;
};

/** Cut into pieces that fit, at spaces where there are some. */
const wrapped = (line) => {
  const runs = runsOf(line);
  const rows = [[]];
  let left = columns;
  for (const { text, classes } of runs) {
    for (const word of text.split(/(?<= )/)) {
      if (word.trimEnd().length > left && left < columns) {
        rows.push([{ text: "    ", classes: "" }]);
        left = columns - 4;
      }
      rows.at(-1).push({ text: word, classes });
      left -= word.length;
    }
  }
  return rows;
};

const tspans = (runs) =>
  runs
    .map(({ text, classes }) =>
      classes === "" ? escaped(text) : `<tspan class="${classes}">${escaped(text)}</tspan>`,
    )
    .join("");

const percent = (seconds, whole) => `${((seconds / whole) * 100).toFixed(2)}%`;

/** Rows of a scene, each with the second from its beginning at which it appears. */
const rowsOf = ({ lines }) => {
  const rows = [];
  let at = 0.4;
  for (const { command, text } of lines) {
    const line = command === undefined ? text : `\u001b[32m$\u001b[39m \u001b[1m${command}\u001b[22m`;
    if (command !== undefined && rows.length > 0) {
      rows.push({ at, content: "" });
      at += 0.8;
    }
    for (const row of wrapped(line)) rows.push({ at, content: tspans(row) });
    at += command === undefined ? secondsForLine : secondsForCommand;
  }
  return { rows, seconds: at + secondsAtEnd };
};

export const terminalSvg = (scenes) => {
  const played = scenes.map((scene) => ({ ...scene, ...rowsOf(scene) }));
  const whole = played.reduce((sum, { seconds }) => sum + seconds, 0);
  const height = top + Math.max(...played.map(({ rows }) => rows.length)) * lineHeight + 24;
  const rules = [];
  const groups = [];
  let begin = 0;
  for (const [index, { heading, rows, seconds }] of played.entries()) {
    const end = begin + seconds;
    const last = index === played.length - 1;
    const shown = rows.map(({ at, content }, line) => {
      const name = `s${index}l${line}`;
      const from = percent(begin + at, whole);
      rules.push(
        `@keyframes ${name}{0%,${percent(begin + at - 0.05, whole)}{opacity:0}${from},${percent(end - 0.05, whole)}{opacity:1}${last ? "100%{opacity:1}" : `${percent(end, whole)},100%{opacity:0}`}}`,
      );
      return content === ""
        ? ""
        : `<text class="l" style="animation-name:${name}" x="24" y="${top + line * lineHeight}">${content}</text>`;
    });
    rules.push(
      `@keyframes s${index}{0%,${percent(Math.max(begin - 0.05, 0), whole)}{opacity:${begin === 0 ? 1 : 0}}${percent(begin, whole)},${percent(end - 0.05, whole)}{opacity:1}${last ? "100%{opacity:1}" : `${percent(end, whole)},100%{opacity:0}`}}`,
    );
    groups.push(
      `<g class="${last ? "last" : "scene"}"><text class="l h" style="animation-name:s${index}" x="24" y="34">${escaped(`${index + 1}. ${heading}`)}</text>${shown.filter(Boolean).join("\n")}</g>`,
    );
    begin = end;
  }
  const story = played.map(({ heading }, index) => `${index + 1}. ${heading}.`).join(" ");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">
<title id="title">idse in a terminal</title>
<desc id="desc">${escaped(story)}</desc>
<style>
text{font:13px/1 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;fill:#d7dce2;white-space:pre}
.h{font-weight:600;fill:#9db4d0}
.b{font-weight:700;fill:#fff}.d{fill:#8b949e}.r{fill:#ff7b72}.g{fill:#7ee787}.y{fill:#e3b341}
.l{animation:${whole.toFixed(2)}s linear infinite}
@media (prefers-reduced-motion:reduce){.l{animation:none}.scene{display:none}}
${rules.join("\n")}
</style>
<rect width="${width}" height="${height}" rx="8" fill="#11151a"/>
<rect y="47" width="${width}" height="1" fill="#2a313a"/>
${groups.join("\n")}
</svg>
`;
};
