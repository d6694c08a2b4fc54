/**
 * Markdown as a Notion that means no good gives it back: other bullets, no blank lines, no spaces at line ends,
 * escapes of its own, characters for their names, tables in its own form, composed characters, no comments, no NUL. Code stays as it is.
 * Rendering what was rendered changes nothing, as with the real one.
 */
const fence = /^(`{3,})/;

const tableRow = (line: string): string =>
  `| ${line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim())
    .join(" | ")} |`;

const renderLine = (line: string): string => {
  if (/^\s*\|.*\|\s*$/.test(line)) return tableRow(line.trim());
  return line
    .replace(/^(\s*)[*+] /, "$1- ")
    .replace(/(?<!\\)~/g, "\\~")
    .trimEnd();
};

export const render = (markdown: string): string => {
  const text = markdown
    .replace(/^\ufeff/, "")
    .replaceAll("\u0000", "")
    .replace(/\r\n?/g, "\n")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replaceAll("&hellip;", "…")
    .normalize("NFC");
  const lines: Array<string> = [];
  let open: string | undefined;
  for (const line of text.split("\n")) {
    const mark = fence.exec(line)?.[1];
    const isEnd = open !== undefined && line === open;
    if (open !== undefined) lines.push(line);
    else {
      const rendered = mark === undefined ? renderLine(line) : line;
      if (rendered.trim() !== "") lines.push(rendered);
      open = mark;
    }
    if (isEnd) open = undefined;
  }
  return lines.join("\n");
};
