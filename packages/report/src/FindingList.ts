/** What the rules say, by session and document, each with its place. */
import { isStage } from "@idse/pipeline-artifacts";
import { findingsAnchor, stageAnchor } from "./Anchor.ts";
import { countOf, type Exported, type ExportedFinding } from "./Exported.ts";
import { Href } from "./Href.ts";
import { type Child, element, type Markup } from "./Markup.ts";

const isCounted = (one: ExportedFinding): boolean => one.waiver === null && !one.baselined;

const nameOf = ({ path, session, stage }: ExportedFinding): string =>
  path ?? [session, stage].filter((one) => one !== null).join("/");

const placeOf = (one: ExportedFinding): string => (one.line === null ? "" : `${one.line}:${one.column ?? 1}`);

const setAside = ({ waiver, baselined }: ExportedFinding): string | null => {
  if (waiver === null) return baselined ? "accepted by the baseline" : null;
  const by = waiver.by === null ? "" : ` by ${waiver.by}`;
  return `set aside${by}${waiver.until === null ? "" : ` until ${waiver.until}`}: ${waiver.reason}`;
};

const entry = (one: ExportedFinding): Markup => {
  const aside = setAside(one);
  return element(
    "li",
    { class: `finding ${aside === null ? one.severity : "aside"}` },
    element("span", { class: "severity" }, aside === null ? one.severity : "set aside"),
    element("code", { class: "at" }, placeOf(one)),
    element(
      "div",
      {},
      element("bdi", {}, one.message),
      " ",
      element("code", { class: "rule" }, one.rule),
      one.hint === null ? null : element("p", { class: "hint" }, element("bdi", {}, one.hint)),
      aside === null ? null : element("p", { class: "hint" }, element("bdi", {}, aside)),
    ),
  );
};

/** What was set aside comes last, and does not stand between a reader and the rest. */
const countedFirst = (findings: ReadonlyArray<ExportedFinding>): ReadonlyArray<ExportedFinding> => [
  ...findings.filter(isCounted),
  ...findings.filter((one) => !isCounted(one)),
];

const grouped = <A>(
  all: ReadonlyArray<A>,
  key: (one: A) => string,
): ReadonlyMap<string, ReadonlyArray<A>> => {
  const groups = new Map<string, Array<A>>();
  for (const one of all) {
    const group = groups.get(key(one));
    if (group === undefined) groups.set(key(one), [one]);
    else group.push(one);
  }
  return groups;
};

const documentGroup = (name: string, findings: ReadonlyArray<ExportedFinding>): Markup => {
  const [first] = findings;
  const { session = null, stage = null } = first ?? {};
  const heading: Child =
    session !== null && stage !== null && isStage(stage)
      ? element("a", { href: Href.to(stageAnchor(session, stage)) }, element("code", {}, name))
      : element("code", {}, name);
  return element(
    "div",
    { class: "file" },
    element("h4", {}, heading),
    element("ul", {}, findings.map(entry)),
  );
};

/** As `2 errors, 1 warning, 3 set aside`. */
export const findingCounts = (findings: ReadonlyArray<ExportedFinding>): string => {
  const counted = findings.filter(isCounted);
  const errors = counted.filter((one) => one.severity === "error").length;
  const aside = findings.length - counted.length;
  return [
    errors === 0 ? "" : countOf(errors, "error"),
    counted.length === errors ? "" : countOf(counted.length - errors, "warning"),
    aside === 0 ? "" : `${aside} set aside`,
  ]
    .filter((one) => one !== "")
    .join(", ");
};

/** So many are looked through at once; with more each session opens by itself. */
const fewEnough = 40;

export const findingList = ({ findings, sessions, project }: Exported): Markup => {
  const index = new Map(sessions.map((one, at) => [one.id, at]));
  const groups = [...grouped(countedFirst(findings), (one) => one.session ?? "")];
  return element(
    "section",
    { id: "findings" },
    element("h2", {}, "Findings"),
    findings.length === 0 ? element("p", { class: "note" }, "Nothing was found.") : null,
    groups.map(([session, own]) =>
      element(
        "details",
        {
          class: "group",
          id: session === "" ? "findings/" : findingsAnchor(session),
          "data-session": index.get(session) ?? null,
          open: findings.length <= fewEnough && own.some(isCounted),
        },
        element(
          "summary",
          {},
          element("h3", {}, element("bdi", {}, session === "" ? project : session)),
          element("span", { class: "count" }, findingCounts(own)),
        ),
        [...grouped(own, nameOf)].map(([name, list]) => documentGroup(name, list)),
      ),
    ),
  );
};
