/**
 * Reads the YAML of a profile as plain data. Only what JSON can say gets through: no tags, no
 * duplicate keys, no aliases that blow up or contain themselves, no numbers that lose digits.
 */
import { LineMap } from "@idse/pipeline-artifacts";
import { type Document, isAlias, isMap, isNode, isScalar, isSeq, parseDocument, type YAMLMap } from "yaml";
import type { ProfileBlock } from "./ProfileBlock.ts";
import type { ProfileProblem, ProfileProblemCode, ProfileWarning } from "./ProfileProblem.ts";
import { ambiguousValuesOf, deepest, flawOf, mostAliases, plainDataOf, startOf } from "./YamlData.ts";

export type ProfilePath = ReadonlyArray<PropertyKey>;

export interface ReadProfile {
  readonly block: ProfileBlock;
  readonly value: Readonly<Record<string, unknown>>;
  /** Where a path stands in the document, or the nearest thing around it that does. */
  readonly placeOf: (path: ProfilePath) => Place;
  readonly placeOfKey: (key: string) => Place;
  readonly warnings: ReadonlyArray<ProfileWarning>;
}

interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export type ProfileYamlResult =
  | { readonly ok: true; readonly profile: ReadProfile }
  | { readonly ok: false; readonly problem: ProfileProblem };

const parserOptions = {
  prettyErrors: false,
  stringKeys: true,
  merge: true,
  resolveKnownTags: false,
} as const;

export const readProfileYaml = (block: ProfileBlock): ProfileYamlResult => {
  const { source } = block;
  const lines = new LineMap(block.yaml);
  const placeAt = (offset: number): Place => {
    const point = lines.pointAt(offset);
    return { path: source.path, ...block.placeOf(point.line, point.column) };
  };
  const refuse = (
    code: ProfileProblemCode,
    offset: number,
    what: string,
    hint: string,
  ): ProfileYamlResult => ({
    ok: false,
    problem: { code, ...placeAt(offset), message: `${source.label}: ${what}`, hint },
  });

  const tooMuch = (offset: number): ProfileYamlResult => {
    const hint = `Use at most ${mostAliases} aliases and ${deepest} levels.`;
    return refuse("profile-yaml", offset, "the Agent Profile unfolds into too much.", hint);
  };

  const document = parseDocument(block.yaml, parserOptions);
  // A tag we do not resolve is a warning of the parser, and an error here.
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault?.code === "RESOURCE_EXHAUSTION") return tooMuch(fault.pos[0]);
  if (fault !== undefined) {
    const what = `the Agent Profile is not valid YAML: ${fault.message}.`;
    const hint = "Mend the YAML at this place; text with a colon, # or brackets in it needs quotes.";
    return refuse("profile-yaml", fault.pos[0], what, hint);
  }
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    return refuse("profile-empty", 0, "the Agent Profile is empty.", "Write at least id and name.");
  }
  const root = startOf(contents);
  if (!isMap(contents)) {
    const hint = 'Write "key: value" lines, such as "id: my-agent".';
    return refuse("profile-not-a-mapping", root, "the Agent Profile is not a mapping.", hint);
  }
  const flaw = flawOf(document);
  if (flaw !== undefined) return refuse("profile-yaml", flaw.offset, flaw.what, flaw.hint);
  const value = plainDataOf(document);
  if (value === undefined) return tooMuch(root);
  return {
    ok: true,
    profile: {
      block,
      value,
      placeOf: (path) => placeAt(offsetOf(document, path)),
      placeOfKey: (key) => placeAt(startOf(pairOf(contents, key)?.key ?? contents)),
      warnings: ambiguousValuesOf(document).map(({ offset, text }) => ({
        code: "profile-ambiguous-value",
        ...placeAt(offset),
        message: `${source.label}: ${text} is read as a text here, and as something else by older YAML readers.`,
        hint: `Write "${text}" in quotes, or true, false or a plain number.`,
      })),
    },
  };
};

const pairOf = (mapping: YAMLMap, key: PropertyKey) =>
  mapping.items.find((pair) => isScalar(pair.key) && pair.key.value === key);

const offsetOf = (document: Document, path: ProfilePath): number => {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const step of path) {
    if (isAlias(node)) break;
    if (isMap(node)) {
      const pair = pairOf(node, step);
      if (pair === undefined) break;
      node = pair.value;
      offset = isNode(node) && node.range ? node.range[0] : startOf(pair.key);
    } else if (isSeq(node) && typeof step === "number") {
      node = node.items[step];
      offset = isNode(node) ? startOf(node) : offset;
    } else break;
  }
  return offset;
};
