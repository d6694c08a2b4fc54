/** What YAML can say and plain data cannot, found in a parsed document. */
import { type Document, isNode, parse, visit } from "yaml";

export const deepest = 64;
export const mostAliases = 100;

/** Offset at which a node begins. */
export const startOf = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0);

export interface YamlFlaw {
  readonly offset: number;
  readonly what: string;
  readonly hint: string;
}

/** The first alias that contains itself, or number that would lose digits. */
export const flawOf = (document: Document): YamlFlaw | undefined => {
  let flaw: YamlFlaw | undefined;
  visit(document, {
    Alias: (_, node, ancestors) => {
      const target = node.resolve(document);
      if (target === undefined || !ancestors.includes(target)) return;
      const what = `the alias *${node.source} contains itself.`;
      flaw = { offset: startOf(node), what, hint: "Write the value out." };
      return visit.BREAK;
    },
    Scalar: (_, node) => {
      if (typeof node.value !== "number") return;
      if (Number.isFinite(node.value) && (!Number.isInteger(node.value) || Number.isSafeInteger(node.value)))
        return;
      const what = `the number ${node.source ?? node.value} cannot be kept exactly.`;
      flaw = { offset: startOf(node), what, hint: "Put it in quotes." };
      return visit.BREAK;
    },
  });
  return flaw;
};

/** The document as data; undefined where it unfolds into more than anybody would write. */
export const plainDataOf = (document: Document): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value = document.toJS({ maxAliasCount: mostAliases });
    return isDeeperThan(deepest, value) ? undefined : value;
  } catch (error) {
    if (error instanceof ReferenceError || error instanceof RangeError) return undefined;
    throw error;
  }
};

const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner)));

/** Unquoted texts such as `yes` and `12:30`, which YAML 1.1 (PyYAML, Ruby) takes for something else. */
export const ambiguousValuesOf = (
  document: Document,
): ReadonlyArray<{ readonly offset: number; readonly text: string }> => {
  const found: Array<{ readonly offset: number; readonly text: string }> = [];
  visit(document, {
    Scalar: (key, node) => {
      if (key === "key" || node.type !== "PLAIN" || typeof node.value !== "string") return;
      if (!/^[\w.+:-]*\w$/.test(node.value) || typeof parse(node.value, { version: "1.1" }) === "string")
        return;
      found.push({ offset: startOf(node), text: node.value });
    },
  });
  return found;
};
