/** Texts as TOML 1.0 writes them. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: TOML takes none of these as they are
const controls = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll("\\", "\\\\")
    .replace(controls, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** A text on one line. */
export const tomlText = (text: string): string =>
  `"${escaped(text).replaceAll('"', '\\"').replaceAll("\n", "\\n").replaceAll("\t", "\\t")}"`;

/** A text on lines of its own, for people to read; the first line end after the quotes does not count. */
export const tomlLines = (text: string): string => `"""\n${escaped(text).replaceAll('"""', '""\\"')}"""`;
