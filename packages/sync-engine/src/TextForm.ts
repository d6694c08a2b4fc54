/** How a working copy writes its text down: line ends and a byte order mark. They are its own and never travel. */
import { normaliseText } from "@idse/pipeline-artifacts";

export interface TextForm {
  readonly bom: boolean;
  readonly crlf: boolean;
}

export const plainForm: TextForm = { bom: false, crlf: false };

const count = (text: string, part: string): number => text.split(part).length - 1;

/** Where line ends are mixed, the form of most of them. */
export const formOf = (text: string): TextForm => ({
  bom: text.charCodeAt(0) === 0xfeff,
  crlf: text.includes("\r\n") && count(text, "\r\n") * 2 > count(text, "\n"),
});

/** A text as this form writes it. */
export const inForm = (text: string, { bom, crlf }: TextForm): string => {
  const body = normaliseText(text);
  return `${bom ? "\ufeff" : ""}${crlf ? body.replaceAll("\n", "\r\n") : body}`;
};
