/** Plain data as YAML: the same bytes for the same data, readable by YAML 1.1 and 1.2. */
import { Document, type ScalarTag, visit } from "yaml";

/** What YAML 1.1 takes for a line end or does not take at all, so that it is written escaped. */
const unsafe = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/gu;

/** A text in which nothing is left that ends a line or that a reader of YAML refuses. */
export const escapeUnsafe = (text: string): string =>
  text.replace(unsafe, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** YAML 1.1 reads `1e-7` as a text and `1.0e-7` as a number. */
const exponentTag: ScalarTag = {
  tag: "tag:yaml.org,2002:float",
  default: true,
  format: "EXP",
  test: /^-?\d\.\d+e[-+]\d+$/,
  identify: (value) => typeof value === "number",
  resolve: Number,
  stringify: ({ value }) =>
    Number(value)
      .toExponential()
      .replace(/^(-?\d)e/, "$1.0e"),
};

export interface YamlPrintOptions {
  /** Every text in double quotes and on one line, for readers that know only a part of YAML. */
  readonly quoted: boolean;
}

/** Keys in the order they come in, LF, non-ASCII as it is, no anchors. */
export const printYaml = (value: object, { quoted }: YamlPrintOptions = { quoted: false }): string => {
  const document = new Document(value, {
    compat: "yaml-1.1",
    customTags: (tags) => [exponentTag, ...tags],
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Scalar: (key, node) => {
      if (typeof node.value === "string") {
        const plainFails = node.value.search(unsafe) >= 0 || /^=$|\t/.test(node.value);
        if (plainFails || (quoted && key !== "key")) node.type = "QUOTE_DOUBLE";
      }
      if (typeof node.value === "number" && String(node.value).includes("e")) node.format = "EXP";
    },
  });
  const text = document.toString({
    lineWidth: 0,
    ...(quoted ? { doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER } : {}),
  });
  return escapeUnsafe(text);
};
