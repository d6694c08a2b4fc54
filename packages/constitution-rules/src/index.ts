export { type Article, articleOf, articles, articleText, constitutionText } from "./Article.ts";
export type { Finding, FindingCategory, Severity } from "./Finding.ts";
export { ruleExamples } from "./generated/examples.ts";
export { Rule, RuleCheck } from "./Rule.ts";
export { coreRuleSet, makeRuleSet, type RuleSet } from "./RuleSet.ts";
