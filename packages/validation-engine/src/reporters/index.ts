/** One reporter per format, in a table. */
import type { ReportFormat } from "./Format.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import type { Reporter } from "./Reporter.ts";
import { sarif } from "./sarif.ts";
import { text } from "./text.ts";

export const reporters: { readonly [F in ReportFormat]: Reporter } = {
  github,
  gitlab,
  json,
  junit,
  sarif,
  text,
};

export {
  type FormatChoice,
  type FormatChoices,
  parseFormats,
  type ReportFormat,
  reportFormats,
} from "./Format.ts";
export type { ReportContext, Reporter } from "./Reporter.ts";
