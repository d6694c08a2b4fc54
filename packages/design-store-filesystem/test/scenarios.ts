/** Commits of every shape that the store writes in its own way, with the state before and after. */
import type { Change, NonEmpty } from "@idse/design-store";
import type { DocumentKind, DocumentRef } from "@idse/pipeline-artifacts";
import { digestOf } from "@idse/pipeline-artifacts";

export const documentRef = (kind: DocumentKind, session: string | null = "checkout"): DocumentRef => ({
  project: "demo",
  session,
  kind,
});

export const textOf = (ref: DocumentRef): string => `first text of ${ref.kind}\n`;
const revisionOf = (ref: DocumentRef): string => `r1:${digestOf(textOf(ref)).slice("sha256:".length)}`;

const put = (ref: DocumentRef, expect: "absent" | "there"): Change => ({
  _tag: "Put",
  ref,
  content: `second text of ${ref.kind}\n`,
  expect: expect === "absent" ? "absent" : { revision: revisionOf(ref) },
});
const remove = (ref: DocumentRef): Change => ({ _tag: "Remove", ref, expect: { revision: revisionOf(ref) } });

/** Documents that are there before each scenario. */
export const present: ReadonlyArray<DocumentRef> = [
  documentRef("intent"),
  documentRef("spec"),
  documentRef("session"),
  documentRef("project", null),
];

export const scenarios = {
  "a new session": [
    put(documentRef("intent", "fresh"), "absent"),
    put(documentRef("spec", "fresh"), "absent"),
    put(documentRef("session", "fresh"), "absent"),
  ],
  "one document made": [put(documentRef("plan"), "absent")],
  "one document replaced": [put(documentRef("spec"), "there")],
  "one document removed": [remove(documentRef("spec"))],
  "several documents": [
    put(documentRef("spec"), "there"),
    remove(documentRef("intent")),
    put(documentRef("tasks"), "absent"),
    put(documentRef("project", null), "there"),
  ],
} as const satisfies Readonly<Record<string, NonEmpty<Change>>>;

export type ScenarioName = keyof typeof scenarios;
export const scenarioNames = Object.keys(scenarios) as ReadonlyArray<ScenarioName>;
