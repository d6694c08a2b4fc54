/** The rules of the constitution in reading order, versioned apart from the packages that run them. */
import { type Digest, defaultIdentifiers, digestOf, type IdentifierScheme } from "@idse/pipeline-artifacts";
import type { Rule } from "./Rule.ts";
import { coreRules } from "./rules/index.ts";

export interface RuleSet {
  readonly name: string;
  /** Semantic version; a new rule raises the minor number and starts as a warning. */
  readonly version: string;
  /** Of the rules and the words they use, so that two reports can be told to have used the same law. */
  readonly digest: Digest;
  readonly rules: ReadonlyArray<Rule>;
  /** Other titles of sections, in other languages for one; by the title that rules use. */
  readonly sectionAliases: Readonly<Record<string, ReadonlyArray<string>>>;
  readonly identifiers: IdentifierScheme;
}

export interface Words {
  readonly sectionAliases?: RuleSet["sectionAliases"];
  readonly identifiers?: IdentifierScheme;
}

export const makeRuleSet = (
  name: string,
  version: string,
  members: ReadonlyArray<Rule>,
  { sectionAliases = {}, identifiers = defaultIdentifiers }: Words = {},
): RuleSet => {
  let digest: Digest | undefined;
  return {
    name,
    version,
    // When it is asked for: hashing makes Node load its cryptography, and most commands never ask.
    get digest() {
      digest ??= digestOf(JSON.stringify([members, sectionAliases, identifiers], inOrder));
      return digest;
    },
    rules: members,
    sectionAliases,
    identifiers,
  };
};

/** The same rule read from a file has its members in another order. */
const inOrder = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** The constitution that is shipped. */
export const coreRuleSet: RuleSet = makeRuleSet("idse-constitution", "1.1.0", coreRules);
