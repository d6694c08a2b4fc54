/** The constitution as text: rules by article, one of them in full, and what the repository adds. */
import type { ResultOf } from "@idse/orchestrator/results/Results";
import { count } from "./count.ts";
import { bold, dim, green, red, yellow } from "./paint.ts";
import { columns } from "./table.ts";

type List = ResultOf<"constitution-list">;
type Entry = ResultOf<"constitution-entry">;
type Check = ResultOf<"constitution-check">;
type Waiver = Check["waivers"][number];

const byArticle = (rules: List["rules"]): ReadonlyArray<readonly [string, List["rules"]]> => {
  const articles = [...new Set(rules.map((rule) => rule.article))];
  return articles.map((article) => [article, rules.filter((rule) => rule.article === article)]);
};

type Marks = Pick<List["rules"][number], "own" | "raised" | "since">;

const marks = ({ own, raised, since }: Marks, waivers = 0): string =>
  [
    own ? "of this repository" : `since ${since}`,
    raised ? "raised here" : "",
    waivers > 0 ? count(waivers, "waiver") : "",
  ]
    .filter((one) => one !== "")
    .join(", ");

export const renderRules = ({ rules, summary, ruleSet, path }: List): string =>
  [
    ...byArticle(rules).flatMap(([article, members]) => [
      `${bold(`Article ${article}`)}\n`,
      columns(members.map((rule) => [rule.id, rule.severity, marks(rule, rule.waivers)])),
      "\n",
    ]),
    `${count(summary.rules, "rule")}, ${count(summary.errors, "error")}, of ${ruleSet.name} ${ruleSet.version}`,
    path === null ? ".\n" : ` and ${path}.\n`,
  ].join("");

const indented = (text: string): string =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? "\n" : `    ${line}\n`))
    .join("");

const shown = (title: string, example: { readonly name: string; readonly text: string } | null): string =>
  example === null ? "" : `\n${title} ${dim(`(${example.name})`)}\n\n${indented(example.text)}`;

const placeOf = ({ place }: Waiver): string =>
  place === "everywhere"
    ? "everywhere"
    : [place.project, place.session, place.stage, place.path].filter((one) => one !== null).join(", ");

const stateOf = ({ state, until }: Waiver): string =>
  state === "in-force"
    ? `in force${until === null ? "" : ` until ${until}`}`
    : yellow(state === "expired" ? `expired on ${until}` : "without a reason, so it does not hold");

const waiverLines = (waivers: ReadonlyArray<Waiver>): string =>
  waivers
    .map(
      (one) => `  ${one.rule} (${placeOf(one)}): ${stateOf(one)}\n    ${dim(`${one.by}: ${one.reason}`)}\n`,
    )
    .join("");

export const renderEntry = ({ rule, article }: Entry): string => {
  if (rule === null) return article.text;
  const options = Object.entries(rule.check).filter(([name]) => name !== "kind");
  return [
    `${bold(rule.id)}  ${rule.severity === "error" ? red("error") : yellow("warning")}, ${marks(rule)}\n`,
    `${rule.title}.\n\n`,
    `${rule.rationale}\n\n`,
    columns([
      ["Article", `${article.number}: ${article.title}`],
      ["Stages", rule.stages === null ? "all" : rule.stages.join(", ")],
      ["Check", `${rule.check.kind}: ${rule.asks}`],
      ...options.map(([name, value]) => ["", `${name}: ${JSON.stringify(value)}`]),
    ]),
    shown("Found here:", rule.bad),
    shown("Not found here:", rule.good),
    rule.waivers.length === 0 ? "" : `\nWaivers\n${waiverLines(rule.waivers)}`,
  ].join("");
};

export const renderCheck = ({ path, ruleSet, rules, raised, sectionAliases, waivers }: Check): string => {
  if (path === null)
    return `There is no .idse/constitution.json; ${ruleSet.name} ${ruleSet.version} holds as it is.\n`;
  const adds = [
    count(rules.length, "rule"),
    `${raised.length} raised`,
    `${sectionAliases} with other titles`,
    count(waivers.length, "waiver"),
  ];
  return `${green("ok")}  ${path}: ${adds.join(", ")}\n${waiverLines(waivers)}`;
};
