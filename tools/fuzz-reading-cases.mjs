/** Texts that are hard on a markdown reader, by name: each is a function from a size in characters to a text. */

const many = (unit) => (size) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
const growing = (unit) => (size) => {
  const parts = [];
  for (let index = 0, length = 0; length < size; index++) {
    parts.push(unit(index));
    length += parts.at(-1).length;
  }
  return parts.join("");
};
const around = (before, unit, after) => (size) =>
  before + many(unit)(size - before.length - after.length) + after;
const both = (first, second) => (size) => `${first(size >> 1)}\n${second(size >> 1)}`;

const repeated = [
  ..."[ * _ < & > ` ~ | a 😀 \\ ( ! #".split(" "),
  ...["\n", "\r", "\r\n", " ", "\t", "\0", "\ufeff", " \n", "a\n", "a\r", "\ta\n", "a  \n", "a\\\n"],
  ...["*a **b ", "a**b_c ", "*a", "a*", "*a_ ", "a~~b ", "~~a ", "`a", "&amp;", "&a", "&#1234567;", "\\*"],
  ...["![[[", "![", "[a](b) ", "[a](", "[a](<b", '[a](b "c ', "[a] ", "[a][b] ", "[a]: ", "[\na\n", "[^a] "],
  ...[
    "<a ",
    "<!",
    "a <!-- ",
    "a <!--\n",
    "<!-- a\n\n",
    "a <? ",
    "a <![CDATA[ ",
    "a <!X ",
    "<b>a</b>",
    '<a b="',
  ],
  ...["<div>\n\n", "<div>\n", "<script>\n", "a@", "a.b@c.", "a@b.c ", "https://a.b/c ", "http://", "www.a "],
  ...[
    "> ",
    "- ",
    "1. ",
    "> - ",
    "- a\n",
    "- a\n\n",
    "-\n",
    "- a\n* b\n+ c\n",
    "- [ ] a\n",
    "- a\n\n  - b\n\n",
  ],
  ...["```\n", "```\na\n", "``` `\n", "    a\n", "    a\n\n", "a\n=\n", "***\n", "---\n", "* "],
  ...[
    "## A\n",
    "## A\n\n[REQUIRES INPUT]\n\n",
    "[REQUIRES INPUT] ",
    "[REQUIRES INPUT]\n\n",
    "[REQUIRES INPUT: ",
  ],
  ...["\\[REQUIRES INPUT] ", "`[REQUIRES INPUT]` ", "[a]: /u\n", "|a|\n|-|\n\n", "a\n|-|\n", "|\n", "|-"],
  ...["<<<<<<< a\n=======\n>>>>>>> b\n", "<<<<<<< a\n", "`a`\n<<<<<<< a\n"],
  "The service keeps what it was told and says so when it cannot.\n\n",
  "# A\n\n- **b** [REQUIRES INPUT] `c`\n\n> d\n\n```\ne\n```\n\n",
].map((unit) => [`${JSON.stringify(unit)} over and over`, many(unit)]);

const built = {
  "brackets that all close": (size) => "[".repeat(size >> 1) + "]".repeat(size >> 1),
  "links within links": (size) => `${"[".repeat(size / 5)}a${"](b)".repeat(size / 5)}`,
  "runs of backticks that grow": growing((index) => `${"`".repeat(index + 1)} `),
  "quotes one level deeper on each line": growing((index) => `${">".repeat(index)}a\n\n`),
  "lists one level deeper on each line": growing((index) => `${"  ".repeat(index)}- a\n`),
  "lists 100 deep, over and over": many(growing((index) => `${"  ".repeat(index)}- a\n`)(10_000)),
  "20 000 lists within each other": around("- ".repeat(20_000), "a\n", ""),
  "20 000 quotes within each other": around("> ".repeat(20_000), "a\n", ""),
  "90 lists above blank lines": around(`${"- ".repeat(90)}a\n`, "\n", ""),
  "1 000 lists above blank lines": around(`${"- ".repeat(1_000)}a\n`, "\n", ""),
  "90 lists above lazy lines": around(`${"- ".repeat(90)}a\n`, "a\n", ""),
  "a row of quotes in code": around("```\n", ">>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>\n", ""),
  "one table of many columns": (size) =>
    ["a", "-", "b"].map((cell) => `|${cell}`.repeat(size / 6)).join("\n"),
  "one table of many rows": around("|a|b|\n|-|-|\n", "|c|d|\n", ""),
  "a wide table of narrow rows": (size) => {
    const width = Math.floor(Math.sqrt(size));
    return around(`${"|a".repeat(width)}\n${"|-".repeat(width)}\n`, "|b\n", "")(size);
  },
  "headings of all ranks": growing((index) => `${"#".repeat((index % 6) + 1)} Title ${index}\n`),
  "titles that look like counts": growing((index) => `## A (${index % 9})\n## A\n`),
  "a title of dashes": around("## a", " -", "b\n"),
  "a heading with a run of blanks": around("# a", " ", "b"),
  "a closing run of a heading": around("# ", "#", "b"),
  "a line with a run of blanks": around("a", " ", "b"),
  "lines with runs of blanks": many(`a${" ".repeat(5_000)}b`),
  "a bracket and blanks": around("[", " ", ""),
  "a marker's words and blanks": around("[requires input", " ", ""),
  "markers without an end": around("", "[REQUIRES INPUT: ", "]"),
  "markers in one code span": around("`", "[REQUIRES INPUT: ", "]`"),
  "escapes before a marker": around("", "\\", "[REQUIRES INPUT]"),
  "markers that are links": around("[REQUIRES INPUT]: x\n\n", "[REQUIRES INPUT] ", ""),
  "one long definition": around("[a]: /", "u", "\n\n[a]"),
  definitions: growing((index) => `[a${index}]: /u\n`),
  "definitions in use": both(
    growing((index) => `[a${index}]: /u\n`),
    growing((index) => `[a${index}]\n\n`),
  ),
  footnotes: growing((index) => `[^${index}]: x\n\n`),
  "footnotes in use": both(
    growing((index) => `[^${index}]: x\n\n`),
    growing((index) => `[^${index}]\n\n`),
  ),
  "paragraphs at the limit of markup": growing(() => `${"&amp;".repeat(2_400)}\n\n`),
  "addresses in paragraphs": growing(() => `${"a@b.c ".repeat(1_500)}\n\n`),
  "front matter": around("---\n", "a: b\n", "---\n"),
  "front matter that is never closed": around("---\n", "a: b\n", ""),
  attributes: around("<a ", "b=c ", ""),
  "an address and brackets": around("www.a", ")", ""),
  "an address and its tail": around("https://a.b/", "?!,;", ""),
  "a title below many lines": around("", "a\n", "===\n"),
  numbers: growing((index) => `${index + 1}. a\n`),
};

export const cases = new Map([...repeated, ...Object.entries(built)]);
