/**
 * The templates of the seven stages, filled from a closed set of names. A document that is still
 * as its template left it is *pending*; that is decided by comparison, never by length.
 */
import { type Digest, digestOf } from "./Digest.ts";
import { earlierTemplates, isFilledFrom, outlineOf } from "./EarlierTemplates.ts";
import { templates } from "./generated/templates.ts";
import { type Stage, stageDefinition } from "./Stage.ts";

/** The names a template may use, as `{{project_name}}`. */
export interface TemplateNames {
  readonly project_name: string;
  readonly session_id: string;
  readonly session_name: string;
  readonly stack: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
}

/** The template of a stage as it is shipped, names unfilled. */
export const templateOf = (stage: Stage): string => {
  const text = templates[`${stage}.md`];
  if (text === undefined) throw new Error(`no template for ${stage}`);
  return text;
};

export const fillTemplate = (template: string, names: TemplateNames): string =>
  template.replace(/\{\{\s*([a-z_]+)\s*\}\}/g, (whole, name: string) =>
    Object.hasOwn(names, name) ? names[name as keyof TemplateNames] : whole,
  );

/** A new document of a stage, and the digest by which *pending* is recognised. */
export const newDocument = (
  stage: Stage,
  names: TemplateNames,
  template: string = templateOf(stage),
): { readonly path: string; readonly content: string; readonly templateDigest: Digest } => {
  const content = fillTemplate(template, names);
  return { path: stageDefinition(stage).path, content, templateDigest: digestOf(content) };
};

/**
 * Whether a document is still as a template left it: by the digest recorded when it was made, else
 * by the lines of the templates of earlier versions that hold no filled-in name.
 */
export const isUntouched = (stage: Stage, text: string, recorded: Digest | null): boolean => {
  if (recorded !== null) return digestOf(text) === recorded;
  return [outlineOf(stage, templateOf(stage)), ...earlierTemplates].some(
    (template) => template.stage === stage && isFilledFrom(template, text),
  );
};
