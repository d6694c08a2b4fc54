/**
 * A file that was written from a profile, known again by a line in it: who wrote it, and the digest of the
 * text as it was written. The digest tells a file that somebody has changed since.
 */
import { digestOf, normaliseText } from "@idse/pipeline-artifacts";

/** Put into a file's text once, before anything an author wrote; `seal` puts the digest in its place. */
export const sealLine = "Compiled by idse from an Agent Profile; edit that instead. {{digest}}";

const place = "{{digest}}";
const sealed = /(Compiled by idse from an Agent Profile; edit that instead\. )(sha256:[0-9a-f]{64})/;

/** The text as it is written to a file. Halves of characters, which no file can hold, are replaced. */
export const seal = (text: string): string => {
  const whole = text.toWellFormed();
  return whole.replace(place, digestOf(whole));
};

/** `ours`: written from a profile and not changed since, line ends aside. `changed`: by somebody. */
export type FileOrigin = "ours" | "changed" | "foreign";

export const originOf = (text: string): FileOrigin => {
  const standing = normaliseText(text);
  const digest = sealed.exec(standing)?.[2];
  if (digest === undefined) return "foreign";
  return digestOf(standing.replace(sealed, `$1${place}`)) === digest ? "ours" : "changed";
};
