/** The formats a report can be had in, and which of them go where. */

/** In alphabetical order. */
export const reportFormats = ["github", "gitlab", "json", "junit", "sarif", "text"] as const;
export type ReportFormat = (typeof reportFormats)[number];

export interface FormatChoice {
  readonly format: ReportFormat;
  /** Null for standard output. */
  readonly file: string | null;
}

export type FormatChoices =
  | { readonly ok: true; readonly choices: ReadonlyArray<FormatChoice> }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads `text` and `sarif=out.sarif`, in the order given. The problem is one sentence for the person
 * who typed them.
 */
export const parseFormats = (values: ReadonlyArray<string>): FormatChoices => {
  const choices: Array<FormatChoice> = [];
  for (const value of values) {
    const choice = parseFormat(value);
    if (typeof choice === "string") return { ok: false, problem: choice };
    const clash = choices.find((one) => samePlace(one.file, choice.file));
    if (clash !== undefined) return { ok: false, problem: clashSentence(clash, choice) };
    choices.push(choice);
  }
  return { ok: true, choices };
};

const isFormat = (name: string): name is ReportFormat =>
  (reportFormats as ReadonlyArray<string>).includes(name);

const parseFormat = (value: string): FormatChoice | string => {
  const equals = value.indexOf("=");
  const format = equals < 0 ? value : value.slice(0, equals);
  const file = equals < 0 ? null : value.slice(equals + 1);
  if (!isFormat(format)) return `"${format}" is not a format; there are ${reportFormats.join(", ")}.`;
  if (file?.trim() === "") return `"${value}" names no file; write ${format}=FILE, or ${format} alone.`;
  return { format, file };
};

/** Two spellings of one file beyond `./a` and `a//b` are left to whoever opens it. */
const samePlace = (a: string | null, b: string | null): boolean =>
  a === null || b === null ? a === b : spelling(a) === spelling(b);

const spelling = (file: string): string =>
  file
    .replaceAll("\\", "/")
    .split("/")
    .filter((part, index) => part !== "." && (part !== "" || index === 0))
    .join("/");

const clashSentence = (first: FormatChoice, second: FormatChoice): string =>
  second.file === null
    ? `Only one format can go to standard output; give ${first.format} or ${second.format} a file, as in ${second.format}=FILE.`
    : `${first.format} and ${second.format} both go to ${second.file}; give each a file of its own.`;
