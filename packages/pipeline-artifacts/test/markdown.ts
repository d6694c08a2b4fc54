/** Markdown as a mean author writes it: the constructs that hide text or move places, in all mixtures. */
import fc from "fast-check";

const words = fc
  .array(
    fc.constantFrom(
      "[REQUIRES INPUT]",
      "[requires input: why]",
      "word",
      "`",
      "``",
      "*a",
      "b*",
      "**a",
      "b**",
      "_c_",
      "\\*",
      "&#91;",
      "<b>",
      "</b>",
      "<!--",
      "-->",
      "![",
      "](x)",
      "[see",
      "~~",
      "|",
      "😀",
      "é",
      "https://a.example",
      ":",
      "\t",
      "[REQUIRES",
      "INPUT]",
      "\\[REQUIRES INPUT]",
      "`[REQUIRES INPUT:",
      "&amp;",
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(" "));

const opening = fc.constantFrom(
  ...["", "", "", "# ", "## ", "### ", "    ", "  "],
  ...["- ", "1. ", "- [ ] ", "- - ", "- # ", "> ", "> > ", "> # ", "> - ", ">     "],
);
const special = fc.constantFrom(
  "",
  "",
  "",
  "```",
  "~~~",
  "````",
  "---",
  "===",
  "***",
  "<div>",
  "</div>",
  "<!--",
  "-->",
  "| a | b |",
  "|---|---|",
  "[REQUIRES INPUT]: https://x.example",
  "<!-- [REQUIRES INPUT] -->",
  "<pre>",
  "+++",
  "a: [REQUIRES INPUT]",
);
const line = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(opening, words).map((parts) => parts.join("")) },
  { weight: 2, arbitrary: special },
);
export const markdown = fc
  .tuple(
    fc.constantFrom("", "", "\ufeff", "---\na: [REQUIRES INPUT]\n---\n", "+++\na = 1\n+++\n"),
    fc.array(line, { maxLength: 20 }),
    fc.constantFrom("\n", "\r\n", "\r"),
  )
  .map(([mark, lines, end]) => mark + lines.join(end));
