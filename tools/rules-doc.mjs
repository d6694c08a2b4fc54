/**
 * Writes docs/rules.md from the rules, their examples and the schemas that check them; the text around them
 * stands in rules-doc.md beside this. `--check` writes nothing and exits 1 where the file has drifted.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
  articleOf,
  articles,
  articleText,
  ConstitutionFile,
  coreRuleSet,
  OwnRule,
  RuleCheck,
} from "@idse/constitution-rules";
import { ruleExamples } from "@idse/constitution-rules/examples";
import * as z from "zod";

const tools = dirname(fileURLToPath(import.meta.url));
const root = resolve(tools, "..");
const target = join(root, "docs", "rules.md");
const german = join(root, "docs", "examples", "german");
const { rules, name, version } = coreRuleSet;

const read = (...path) => readFileSync(join(...path), "utf8").replaceAll("\r\n", "\n");

const row = (cells) =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
const table = (head, body) => [row(head), `|${head.map(() => "---|").join("")}`, ...body.map(row)].join("\n");

/** As GitHub makes one of a heading. */
const anchor = (id) =>
  id
    .toLowerCase()
    .replace(/[^\w -]/g, "")
    .replaceAll(" ", "-");

const fenced = (text, language) => {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
};

const kindOf = (check) => RuleCheck.options.find((option) => option.shape.kind.value === check.kind);

const overview = table(
  ["Rule", "Article", "Severity", "Stages", "Since", "Holds where"],
  rules.map((rule) => [
    `[\`${rule.id}\`](#${anchor(rule.id)})`,
    articleOf(rule.id),
    rule.severity,
    rule.stages?.join(", ") ?? "all",
    rule.since,
    rule.title.charAt(0).toLowerCase() + rule.title.slice(1),
  ]),
);

const examplesOf = (id, verdict) =>
  Object.entries(ruleExamples).filter(([path]) => path.startsWith(`${id}/${verdict}-`));

/** Some examples announce a finding beside all documents, or where there is none; no comment can stand there. */
const liesInDocument = (id) =>
  examplesOf(id, "bad").some(([path, text]) => {
    const [head, ...documents] = text.split(/^<!-- document: .*$/m);
    return (path.includes("-session-") ? documents.join("") : head).includes(`<!-- ! ${id} -->`);
  });

const waiverOf = ({ id, check }) => {
  if (check.kind === "waiver") return "Cannot be set aside.";
  return liesInDocument(id)
    ? `Set aside by \`<!-- idse-waive ${id}: why -->\`, or in the file.`
    : "Set aside in `.idse/constitution.json`, since what it speaks of lies in no document.";
};

const optionsOf = ({ kind, ...options }) =>
  Object.keys(options).length === 0 ? "" : `\n\n${fenced(JSON.stringify(options, null, 2), "json")}`;

const example = (title, [[path, text]]) =>
  `${title} (\`${path.split("/").at(-1)}\`):\n\n${fenced(text, "markdown")}`;

const section = (rule) =>
  [
    `### \`${rule.id}\``,
    `${rule.title}. ${rule.rationale}`,
    `A${rule.severity === "error" ? "n error" : " warning"} since ${rule.since}, asked of ${
      rule.stages === undefined ? "every stage" : `the ${rule.stages.join(", ")}`
    }. ${waiverOf(rule)}`,
    `Check \`${rule.check.kind}\`: ${kindOf(rule.check).description}${optionsOf(rule.check)}`,
    example("Found", examplesOf(rule.id, "bad")),
    example("Not found", examplesOf(rule.id, "good")),
  ].join("\n\n");

const byArticle = articles
  .flatMap((article) => [
    `## ${/^# (.*)$/m.exec(articleText(article))[1]}`,
    ...rules.filter((rule) => articleOf(rule.id) === article).map(section),
  ])
  .join("\n\n");

const jsonSchema = (schema) => z.toJSONSchema(schema, { io: "input" });

/** A schema in a few words. */
const words = (schema) => {
  const {
    type,
    enum: values,
    const: value,
    items,
    anyOf,
    additionalProperties,
    propertyNames,
    properties,
  } = schema;
  if (value !== undefined) return `\`${JSON.stringify(value)}\``;
  if (values !== undefined) return `one of ${values.map((one) => `\`${one}\``).join(", ")}`;
  if (anyOf !== undefined) return anyOf.map(words).join(" or ");
  if (type === "array") return `list: ${words(items)}`;
  if (type === "object" && properties !== undefined) {
    const members = Object.entries(properties).map(
      ([key, one]) =>
        `\`${key}\`${one.description === undefined ? "" : ` (${one.description.replace(/\.$/, "")})`}`,
    );
    return `object with ${members.join(", ")}`;
  }
  if (type === "object") {
    const keys = propertyNames?.enum?.map((one) => `\`${one}\``).join(", ");
    return `object${keys === undefined ? "" : ` by ${keys}`}: ${words(additionalProperties)}`;
  }
  return { string: "text", integer: "number", boolean: "true or false" }[type] ?? type;
};

const members = ({ properties, required = [] }, shown = words) =>
  Object.entries(properties).map(([key, schema]) => [
    `\`${key}\``,
    required.includes(key) ? "yes" : "",
    shown(schema, key),
    schema.description ?? "",
  ]);

const columns = ["Member", "Needed", "Holds", "Says"];

const kinds = RuleCheck.options
  .map((option) => {
    const kind = option.shape.kind.value;
    const used = rules.filter((rule) => rule.check.kind === kind).map((rule) => `\`${rule.id}\``);
    const { properties, required } = jsonSchema(option);
    const { kind: _, ...options } = properties;
    const rows = members({ properties: options, required });
    return [
      `#### \`${kind}\``,
      option.description,
      ...(rows.length === 0 ? [] : [table(columns, rows)]),
      used.length === 0
        ? "Used by no rule of the constitution; it is for yours."
        : `Used by ${used.join(", ")}.`,
    ].join("\n\n");
  })
  .join("\n\n");

const ownWords = (schema, key) =>
  ({ check: "one of the [kinds of check](#kinds-of-check)", rules: "list of rules, see below" })[key] ??
  words(schema);

const waiver = {
  schema_version: 1,
  waivers: [
    {
      rule: "article-10/artifact-missing",
      place: { session: "label-text", stage: "plan" },
      reason: "one line in one file",
      by: "Ada",
      until: "2027-01-31",
    },
  ],
};

const parts = {
  count: String(rules.length),
  errors: String(rules.filter((rule) => rule.severity === "error").length),
  name,
  version,
  table: overview,
  waiver: JSON.stringify(waiver, null, 2),
  articles: byArticle,
  file: table(columns, members(jsonSchema(ConstitutionFile), ownWords)),
  rule: table(columns, members(jsonSchema(OwnRule), ownWords)),
  kinds,
  germanConstitution: read(german, "constitution.json").trimEnd(),
  germanSpec: read(german, "session", "specs", "spec.md").trimEnd(),
  germanTasks: read(german, "session", "tasks", "tasks.md").trimEnd(),
};

const text = `<!-- Written by tools/rules-doc.mjs; edit the rules, their examples or tools/rules-doc.md. -->\n${read(
  tools,
  "rules-doc.md",
).replaceAll(/\{\{(\w+)\}\}/g, (_, part) => parts[part])}`;

const isCurrent = existsSync(target) && read(target) === text;
if (process.argv.includes("--check")) {
  if (!isCurrent) {
    console.error("docs/rules.md has drifted.\nRun: npm run rules");
    process.exitCode = 1;
  }
} else if (!isCurrent) writeFileSync(target, text);
console.log(`docs/rules.md: ${rules.length} rules, ${RuleCheck.options.length} kinds of check`);
