/**
 * A document as the body of a page, and back. Markdown is given to Notion as it is and people edit it there;
 * JSON and YAML stand in a code block, where nothing is re-rendered.
 *
 * Notion renders markdown anew: bullets, blank lines, escapes and tables come back as it writes them. So a
 * body says what a document says and is never taken for its text while nobody edited it: see `Standing.ts`.
 */
import { type DocumentKind, digestOf, isStage, normaliseText } from "@idse/pipeline-artifacts";

type Form = "markdown" | "json" | "yaml";

const formOf = (kind: DocumentKind): Form => {
  if (isStage(kind) || kind === "narrative") return "markdown";
  return kind === "profile" ? "yaml" : "json";
};

export const isMarkdown = (kind: DocumentKind): boolean => formOf(kind) === "markdown";

/** Longer than any fence that the text holds itself. */
const fenceFor = (text: string): string =>
  "`".repeat(Math.max(3, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length + 1)));

export const bodyOf = (kind: DocumentKind, text: string): string => {
  const form = formOf(kind);
  const body = normaliseText(text);
  if (form === "markdown") return body;
  const fence = fenceFor(body);
  return `${fence}${form}\n${body.replace(/\n$/, "")}\n${fence}`;
};

const oneBlock = /^(`{3,})[^\n`]*\n([\s\S]*?)\n?\1$/;

/** The text that a body says, ending with a line end. A code block with something beside it is given as it stands. */
export const textOfBody = (kind: DocumentKind, rendered: string): string => {
  const body = normaliseText(rendered).trimEnd();
  const inside = formOf(kind) === "markdown" ? undefined : oneBlock.exec(body)?.[2];
  const text = inside ?? body;
  return text === "" ? "" : `${text}\n`;
};

/** By this a rendering is known again. What ends it does not count: Notion may or may not end it with a line. */
export const renderingOf = (rendered: string): string => digestOf(rendered.trimEnd());

/** Comments are not shown by Notion; the rest is what markdown has several ways to write. */
const bare = (text: string): string =>
  normaliseText(text)
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/[\s*_\-+#>`\\|~=:[\](){}<>\p{Cc}]+/gu, "")
    .normalize("NFC");

/**
 * Whether a rendering says what a body says, as far as that can be told: by its letters, digits and marks of
 * speech. It decides only about a write that was cut off, where there is nothing better.
 */
export const saysTheSame = (rendered: string, body: string): boolean => bare(rendered) === bare(body);
