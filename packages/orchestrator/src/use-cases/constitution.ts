/** The constitution as it holds in this repository: listed, shown, and its file checked. */
import {
  type Article,
  articleOf,
  articleOfRule,
  articles,
  articleText,
  type Constitution,
  coreRuleSet,
  type Rule,
  RuleCheck,
  type Waiver,
} from "@idse/constitution-rules";
import { layout } from "@idse/project-workspace";
import * as Clock from "effect/Clock";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { NotFound } from "../Failure.ts";
import { law } from "../Law.ts";
import { nearest } from "../Nearest.ts";
import type { ResultOf } from "../results/Results.ts";

type ListedRule = ResultOf<"constitution-list">["rules"][number];

const shipped = new Map(coreRuleSet.rules.map((rule) => [rule.id, rule]));

/** A rule names one of the twelve by its id, or by its own word, which its schema holds it to. */
const articleNumber = (rule: Rule): Article =>
  articles.find((one) => one === articleOfRule(rule)) ?? articles[0];

const listed = (rule: Rule, { waivers }: Constitution): ListedRule => {
  const original = shipped.get(rule.id);
  return {
    id: rule.id,
    article: articleNumber(rule),
    title: rule.title,
    severity: rule.severity,
    since: original?.since ?? null,
    own: original === undefined,
    raised: original !== undefined && original.severity !== rule.severity,
    waivers: waivers.filter((one) => one.rule === rule.id).length,
  };
};

const nameOf = ({ ruleSet: { name, version, digest } }: Constitution) => ({ name, version, digest });

const pathOf = ({ text }: Constitution): string | null => (text === null ? null : layout.constitution);

export const listRules = Effect.gen(function* () {
  const constitution = yield* law;
  const rules = constitution.ruleSet.rules.map((rule) => listed(rule, constitution));
  const count = (holds: (rule: ListedRule) => boolean): number => rules.filter(holds).length;
  return answer("constitution-list", {
    ruleSet: nameOf(constitution),
    path: pathOf(constitution),
    rules,
    summary: {
      rules: rules.length,
      errors: count((rule) => rule.severity === "error"),
      own: count((rule) => rule.own),
      raised: count((rule) => rule.raised),
      waivers: constitution.waivers.length,
    },
  });
});

const judged = (waivers: ReadonlyArray<Waiver>) =>
  Effect.map(Clock.currentTimeMillis, (millis) => {
    const today = new Date(millis).toISOString().slice(0, 10);
    return waivers.map(({ place, until, reason, ...rest }) => {
      const expired = until !== null && until < today;
      return {
        ...rest,
        reason,
        until,
        place:
          place === "everywhere"
            ? place
            : {
                project: place.project ?? null,
                session: place.session ?? null,
                stage: place.stage ?? null,
                path: place.path ?? null,
              },
        state:
          reason === ""
            ? ("without-reason" as const)
            : expired
              ? ("expired" as const)
              : ("in-force" as const),
      };
    });
  });

/** `VIII`, `8` and `article-8` are one. */
const articleNamed = (name: string): Article | undefined =>
  articles.find((one) => one === name.toUpperCase() || `article-${articles.indexOf(one) + 1}` === name) ??
  (/^\d+$/.test(name) ? articles[Number(name) - 1] : undefined);

/** An id, or the part behind the stroke where it belongs to one rule alone. */
const ruleNamed = (name: string, rules: ReadonlyArray<Rule>): Rule | undefined => {
  const alike = rules.filter(({ id }) => id === name || id.slice(id.indexOf("/") + 1) === name);
  return alike.find(({ id }) => id === name) ?? (alike.length === 1 ? alike[0] : undefined);
};

const entry = (number: Article, rules: ReadonlyArray<Rule>) => {
  const text = articleText(number);
  return {
    number,
    title: /^# Article [IVX]+: (.*)$/m.exec(text)?.[1] ?? "",
    text,
    rules: rules.filter((rule) => articleNumber(rule) === number).map((rule) => rule.id),
  };
};

const exampleOf = (examples: Readonly<Record<string, string>>, id: string, verdict: "good" | "bad") => {
  const path = Object.keys(examples).find((one) => one.startsWith(`${id}/${verdict}-`));
  return path === undefined ? null : { name: path.slice(id.length + 1), text: examples[path] ?? "" };
};

const asks = (kind: RuleCheck["kind"]): string =>
  RuleCheck.options.find((option) => option.shape.kind.value === kind)?.description ?? "";

/** One rule or one article, by name. */
export const showEntry = (name: string) =>
  Effect.gen(function* () {
    const constitution = yield* law;
    const { rules } = constitution.ruleSet;
    const number = articleNamed(name);
    if (number !== undefined) {
      return answer("constitution-entry", { rule: null, article: entry(number, rules) });
    }
    const rule = ruleNamed(name, rules);
    if (rule === undefined) return yield* unknown(name, rules);
    const { ruleExamples } = yield* Effect.promise(() => import("@idse/constitution-rules/examples"));
    const waivers = yield* judged(constitution.waivers.filter((one) => one.rule === rule.id));
    return answer("constitution-entry", {
      rule: {
        ...listed(rule, constitution),
        rationale: rule.rationale,
        stages: rule.stages === undefined ? null : [...rule.stages],
        check: rule.check,
        asks: asks(rule.check.kind),
        good: exampleOf(ruleExamples, rule.id, "good"),
        bad: exampleOf(ruleExamples, rule.id, "bad"),
        waivers,
      },
      article: entry(articleNumber(rule), rules),
    });
  });

const unknown = (name: string, rules: ReadonlyArray<Rule>) => {
  const ids = rules.map((rule) => rule.id);
  const [, last = name] = /\/([^/]+)$/.exec(name) ?? [];
  const ofArticle = ids.filter((id) => articleOf(id) !== "" && id.startsWith(name.replace(/[^/]+$/, "")));
  const near = [
    ...new Set([
      ...nearest(name, ids),
      ...nearest(
        last,
        ids.map((id) => id.slice(id.indexOf("/") + 1)),
      ).flatMap((tail) => ids.filter((id) => id.endsWith(`/${tail}`))),
      ...(name.includes("/") ? ofArticle : []),
    ]),
  ].slice(0, 3);
  return new NotFound({
    what: "rule",
    name,
    hint:
      near.length === 0
        ? "idse constitution list"
        : near.map((id) => `idse constitution show ${id}`).join("\n  "),
  });
};

/** Whether the repository's file can be read; where it cannot, the failure says where. */
export const checkConstitution = Effect.gen(function* () {
  const constitution = yield* law;
  const rules = constitution.ruleSet.rules.map((rule) => listed(rule, constitution));
  return answer("constitution-check", {
    path: pathOf(constitution),
    ruleSet: nameOf(constitution),
    rules: rules.filter((rule) => rule.own).map((rule) => rule.id),
    raised: rules.filter((rule) => rule.raised).map((rule) => rule.id),
    sectionAliases: Object.keys(constitution.ruleSet.sectionAliases).length,
    waivers: yield* judged(constitution.waivers),
  });
});
