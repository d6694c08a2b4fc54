export {
  type Article,
  articleOf,
  articleOfRule,
  articles,
} from "./Article.ts";
export { articleText, constitutionText } from "./ArticleText.ts";
export { type CheckFamily, familyOf } from "./CheckFamily.ts";
export { ConstitutionFile, parseConstitution, parseRuleSet } from "./Constitution.ts";
export { type Constitution, coreConstitution } from "./CoreConstitution.ts";
export { isDay } from "./Day.ts";
export {
  type Finding,
  type FindingCategory,
  type Fix,
  isCounted,
  type Severity,
  type TextEdit,
  type WaiverNote,
} from "./Finding.ts";
export { OwnRule, Rule } from "./Rule.ts";
export { RuleCheck } from "./RuleCheck.ts";
export { coreRuleSet, makeRuleSet, type RuleSet } from "./RuleSet.ts";
export { FileWaiver, type Waiver, WaiverPlace } from "./Waiver.ts";
