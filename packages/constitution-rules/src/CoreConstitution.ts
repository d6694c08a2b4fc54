/** The law that holds in a repository, and the one that holds where a repository adds nothing to it. */
import type { ConstitutionFile } from "./Constitution.ts";
import { coreRuleSet, type RuleSet } from "./RuleSet.ts";
import type { Waiver } from "./Waiver.ts";

export interface Constitution {
  /** What the repository's file says; null where there is none. With the version of this program it tells this law from any other. */
  readonly text: string | null;
  readonly ruleSet: RuleSet;
  readonly waivers: ReadonlyArray<Waiver>;
  readonly templates: ConstitutionFile["templates"];
}

/** What holds where a repository adds nothing. */
export const coreConstitution: Constitution = {
  text: null,
  ruleSet: coreRuleSet,
  waivers: [],
  templates: {},
};
