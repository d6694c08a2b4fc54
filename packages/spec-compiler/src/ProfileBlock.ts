/**
 * Finds an Agent Profile in a spec: the first YAML block inside the section of that title, numbered
 * or not, at any depth. A mention in prose or in code is no section.
 */
import { ArtifactDocument, type CodeBlock, normaliseText, type Section } from "@idse/pipeline-artifacts";
import type { ProfileProblem } from "./ProfileProblem.ts";

/** A spec to read a profile from. */
export interface ProfileSource {
  /** The session's id. */
  readonly id: string;
  readonly path: string;
  readonly text: string;
}

/** A spec and what to call it in messages: `The feature "checkout"`. */
export interface NamedSource extends ProfileSource {
  readonly label: string;
}

/** The YAML of a profile, with LF line ends, and how its places translate into those of the document. */
export interface ProfileBlock {
  readonly source: NamedSource;
  readonly yaml: string;
  /** Line and column of the YAML, both from 1, as line and column of the document. */
  readonly placeOf: (line: number, column: number) => { readonly line: number; readonly column: number };
}

export type ProfileBlockResult =
  | { readonly ok: true; readonly block: ProfileBlock }
  | { readonly ok: false; readonly problem: ProfileProblem };

const profileTitle = "Agent Profile";

export const findProfileBlock = (source: NamedSource): ProfileBlockResult => {
  const document = new ArtifactDocument(source.text);
  const section = document.sectionTitled(profileTitle);
  const at = { path: source.path, line: section?.heading.range.start.line ?? 1, column: 1 };
  if (section === undefined) {
    const problem = {
      ...at,
      code: "profile-section-missing" as const,
      message: `${source.label} has no "${profileTitle}" section.`,
      hint: `Add a heading "## ${profileTitle}" and below it a \`\`\`yaml block with at least id and name.`,
    };
    return { ok: false, problem };
  }
  const code = document.codeBlocks.find((one) => isYaml(one) && isInside(one, section));
  if (code === undefined) {
    const problem = {
      ...at,
      code: "profile-block-missing" as const,
      message: `${source.label} has an "${profileTitle}" section without a YAML block.`,
      hint: "Put the profile into a ```yaml block inside the section, before the next heading.",
    };
    return { ok: false, problem };
  }
  return { ok: true, block: blockOf(source, document, code) };
};

const isYaml = (code: CodeBlock): boolean => /^ya?ml$/i.test(code.language ?? "");

const isInside = (code: CodeBlock, section: Section): boolean =>
  section.body.start.offset <= code.range.start.offset && code.range.end.offset <= section.body.end.offset;

const blockOf = (source: NamedSource, document: ArtifactDocument, code: CodeBlock): ProfileBlock => {
  const yaml = normaliseText(code.value);
  const yamlLines = yaml.split("\n");
  const documentLines = normaliseText(source.text).split("\n");
  return {
    source,
    yaml,
    placeOf: (yamlLine, column) => {
      const line = Math.min(code.firstLine + yamlLine - 1, document.lines.lineCount);
      const shown = yamlLines[yamlLine - 1] ?? "";
      const written = documentLines[line - 1] ?? "";
      // A block inside a list or a quote stands indented; markdown takes that away.
      const indented = written.endsWith(shown) ? written.length - shown.length : 0;
      return { line, column: column + indented };
    },
  };
};
