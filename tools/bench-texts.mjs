/**
 * `npm run bench:texts`: what a text of eight times the size costs, as a ratio of the best of five. In proportion is
 * 8; with the square of the size it would be 64. Ends with 1 where one is above 24.
 *
 *     node --conditions=@idse/source tools/bench-texts.mjs
 */
import { makeRuleSet, Rule } from "@idse/constitution-rules";
import {
  ArtifactDocument,
  defaultIdentifiers,
  identifiersOf,
  qualifiedReferencesOf,
  stageDefinition,
} from "@idse/pipeline-artifacts";
import { traceOf, validate } from "@idse/validation-engine";

const small = 60_000;
const times = 8;
const most = 24;
/** Below this the clock's own steps and the collector tell more than the work. */
const leastMs = 2;

const spent = (work) => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

const rows = (count, row) => Array.from({ length: count }, (_, n) => row(n)).join("");

/** Texts in which identifiers are looked for; parsing is not what is measured. */
const identifiers = {
  definitions: (size) => "- **FR-1** (SC-1): text FR-2\n".repeat(size / 30),
  "one paragraph": (size) => "FR-1 ".repeat(size / 5),
  ranges: (size) => "FR-1 to FR-999\n".repeat(size / 15),
  "ranges in entries": (size) => "- FR-1 to FR-999\n".repeat(size / 17),
  "table cells": (size) => `|a|\n|-|\n${"|FR-1 | FR-2 |\n".repeat(size / 15)}`,
  "one row": (size) =>
    `|a${"|a".repeat(size / 10)}|\n|-${"|-".repeat(size / 10)}|\n|FR-1${"|FR-1".repeat(size / 10)}|\n`,
  headings: (size) => "## FR-1\n".repeat(size / 8),
  "deep lists": (size) => rows(Math.sqrt(size), (depth) => `${"  ".repeat(depth)}- FR-${depth}\n`),
  "almost identifiers": (size) => "Task      Task\t\nFR-FR-1.1.1.1.1.1.1.1.".repeat(size / 40),
  hashes: (size) => "a/a#".repeat(size / 4),
  slashes: (size) => `${"a/".repeat(size / 2)}#FR-1`,
  "long names": (size) => `${"a".repeat(size)}/b#FR-1`,
};

const document = (text) => {
  const one = new ArtifactDocument(text);
  void one.tree;
  void one.lines;
  return one;
};

const readingOf = (make) => (size) => {
  const one = document(make(size));
  return () => {
    identifiersOf(one, "spec");
    qualifiedReferencesOf(one);
  };
};

const tracing = (size) => {
  const count = size / 125;
  const texts = {
    intent: rows(count, (n) => `- **SC-${n}**: x\n`),
    spec: rows(count, (n) => `- **FR-${n}** (SC-${n}): x\n- **AC-${n}** (FR-${n}): x\n`),
    tasks: rows(count, (n) => `- [ ] **Task ${n}** (FR-${n}): x\n`),
    implementation: rows(count, (n) => `- Task ${n}\n`),
  };
  const documents = Object.entries(texts).map(([stage, text]) => ({
    stage,
    path: stageDefinition(stage).path,
    document: document(text),
    untouched: false,
  }));
  return () => traceOf(documents, defaultIdentifiers, {});
};

const checking = (check, make) => {
  const rule = {
    id: "article-4/asked",
    title: "t",
    severity: "warning",
    since: "1.0.0",
    rationale: "r",
    check,
  };
  const ruleSet = makeRuleSet("ours", "1.0.0", [Rule.parse(rule)], {});
  return (size) => {
    const { path } = stageDefinition("spec");
    const spec = { stage: "spec", path, document: document(make(size)), untouched: false, claimed: false };
    const session = { project: "p", session: "s", documents: [spec], metadata: null };
    return () => validate({ sessions: [session], ruleSet });
  };
};

const cases = {
  ...Object.fromEntries(
    Object.entries(identifiers).map(([name, make]) => [`identifiers: ${name}`, readingOf(make)]),
  ),
  "a trace": tracing,
  "entries without identifiers": checking(
    { kind: "entries-have-identifier", section: "Requirements", identifiers: "requirement" },
    (size) => "## Requirements\n\n- a\n\n- FR-1: b\n\n".repeat(size / 36),
  ),
  "known identifiers": checking({ kind: "known-identifiers" }, (size) =>
    "- **FR-1**: a FR-2\n".repeat(size / 20),
  ),
};

let steep = 0;
for (const [name, make] of Object.entries(cases)) {
  for (let warm = 0; warm < 3; warm++) make(small)();
  const measured = (size) => Math.min(...Array.from({ length: 5 }, () => spent(make(size))));
  const [less, more] = [measured(small), measured(small * times)];
  const ratio = more / Math.max(less, leastMs);
  if (ratio > most) steep += 1;
  console.log(
    `${name.padEnd(34)} ${less.toFixed(1).padStart(8)} ms ${more.toFixed(1).padStart(8)} ms ${ratio.toFixed(1).padStart(6)} x${ratio > most ? "  steep" : ""}`,
  );
}
console.log(steep === 0 ? "in proportion" : `${steep} of them steep`);
process.exitCode = steep === 0 ? 0 : 1;
