/**
 * The kinds of check, a closed union: a rule is data, and the engine that runs it knows kinds and no
 * rule. Kinds are grouped by what they need: one document, the documents of a session together, or
 * facts that stand in no text. What is said of each is published with the JSON Schema and in the
 * documentation of the rules.
 */
import { identifierKinds } from "@idse/pipeline-artifacts";
import * as z from "zod";
import { said } from "./said.ts";

export const stageName = z.enum(["intent", "context", "spec", "plan", "tasks", "implementation", "feedback"]);

const text = () => z.string().min(1);
const stage = () => z.enum(stageName.options);
const identifierKind = () => z.enum(identifierKinds);
const flag = () => z.boolean().optional();
const count = () => z.int().positive().optional();

const wantedSection = z.strictObject({
  title: said("As a heading has it, without its number.", text()),
  aliases: said(
    "Other titles that count; each matches whole or as the opening words.",
    z.array(text()).default([]),
  ),
});

const ofOneDocument = [
  said(
    "Every stage has its document, and it can be read.",
    z.strictObject({ kind: z.literal("artifact-exists") }),
  ),
  said("No `[REQUIRES INPUT]` is left in prose.", z.strictObject({ kind: z.literal("open-marker") })),
  said("Something stands below the headings.", z.strictObject({ kind: z.literal("not-empty") })),
  said(
    "Each stage has its sections.",
    z.strictObject({
      kind: z.literal("required-sections"),
      sections: said(
        "By stage, in the order in which they stand.",
        z.partialRecord(stageName, z.array(wantedSection)),
      ),
    }),
  ),
  said(
    "Every section says something, itself or in a section below it. A comment says nothing.",
    z.strictObject({ kind: z.literal("section-not-empty") }),
  ),
  said(
    "The document opens with one first-level heading and has no other.",
    z.strictObject({ kind: z.literal("one-title") }),
  ),
  said("No merge is left unfinished.", z.strictObject({ kind: z.literal("conflict-markers") })),
  said(
    "A section is there and lists at least one entry that opens in bold.",
    z.strictObject({
      kind: z.literal("section-with-entries"),
      section: said("The title of the section.", text()),
    }),
  ),
  said(
    "None of these texts stands in prose. What is set as code is a quotation and does not count.",
    z.strictObject({
      kind: z.literal("forbidden-text"),
      texts: said("Each as it would stand in the source, markup included.", z.array(text()).min(1)),
      advice: said("What to do instead, as a sentence.", text().optional()),
      ignoreCase: said("Capitals and small letters are the same.", flag()),
      wholeWords: said("Only where no letter, digit or underscore stands beside it.", flag()),
    }),
  ),
  said(
    "At least one of these texts stands in prose.",
    z.strictObject({
      kind: z.literal("required-text"),
      texts: said("Each as it would stand in the source, markup included.", z.array(text()).min(1)),
      section: said("Look in this section alone.", text().optional()),
    }),
  ),
  said(
    "No row of a table has more cells with text than the header, since they are not shown; fewer are filled up. With a section or columns it asks for a table instead.",
    z.strictObject({
      kind: z.literal("table-shape"),
      section: said("This section has a table.", text().optional()),
      columns: said(
        "A table has these columns, in any order, and may have more.",
        z.array(text()).min(1).optional(),
      ),
    }),
  ),
  said(
    "Entries are checkboxes.",
    z.strictObject({
      kind: z.literal("checklist"),
      identifiers: said("Entries that define an identifier of this kind.", identifierKind().optional()),
      section: said("All entries of this section.", text().optional()),
    }),
  ),
  said(
    "Entries of a section open with an identifier.",
    z.strictObject({
      kind: z.literal("entries-have-identifier"),
      section: said("The title of the section.", text()),
      identifiers: said("Of this kind.", identifierKind()),
    }),
  ),
  said("An identifier is defined once.", z.strictObject({ kind: z.literal("unique-identifiers") })),
  said(
    "YAML front matter has these keys. It is read by lines at the left edge and no deeper: of a list or a map below a key it is only known that there is one.",
    z.strictObject({
      kind: z.literal("front-matter"),
      keys: said(
        "By name.",
        z.record(
          z.string(),
          z.strictObject({
            values: said("What the key may hold.", z.array(z.string()).min(1).optional()),
          }),
        ),
      ),
    }),
  ),
  said(
    "A document is not longer and not shorter.",
    z.strictObject({
      kind: z.literal("size"),
      maxBytes: said("Bytes of UTF-8.", count()),
      maxWords: said("Words of prose.", count()),
      minWords: said("Words of prose.", count()),
    }),
  ),
] as const;

const ofOneSession = [
  said(
    "No stage is begun before the stages it is built on.",
    z.strictObject({ kind: z.literal("stage-sequence") }),
  ),
  said(
    "What is referred to is defined, for kinds of which the session defines any.",
    z.strictObject({ kind: z.literal("known-identifiers") }),
  ),
  said(
    "Every identifier of a kind is referred to in a document. One that is missing or as its template left it is not asked.",
    z.strictObject({
      kind: z.literal("referred-to"),
      identifiers: said("Of this kind.", identifierKind()),
      in: said("In the document of this stage.", stage()),
      by: said("By an item that defines an identifier of this kind.", identifierKind().optional()),
      onceUsed: said("Only once the first such reference stands there.", flag()),
    }),
  ),
  said(
    "Every item that defines an identifier of a kind refers to another.",
    z.strictObject({
      kind: z.literal("refers-to"),
      identifiers: said("Of this kind.", identifierKind()),
      to: said("To an identifier of one of these kinds.", z.array(identifierKind()).min(1)),
    }),
  ),
  said(
    "Once a document is begun, every checkbox of another is ticked.",
    z.strictObject({
      kind: z.literal("checklist-settled"),
      in: said("The document with the boxes.", stage()),
      once: said("The document that is begun.", stage()),
    }),
  ),
  said(
    "A document that was signed off has the digest that was signed.",
    z.strictObject({ kind: z.literal("signed-digest") }),
  ),
  said(
    "A signed stage is built on its upstream stages as they stand, or the change was acknowledged.",
    z.strictObject({ kind: z.literal("built-on-current") }),
  ),
] as const;

const ofFacts = [
  said(
    "The pointer to the current session names one that exists.",
    z.strictObject({ kind: z.literal("current-session") }),
  ),
  said("The session has readable metadata.", z.strictObject({ kind: z.literal("session-metadata") })),
  said(
    "No document lies where an earlier layout had it.",
    z.strictObject({ kind: z.literal("legacy-path") }),
  ),
  said(
    "No document that another store keeps lies in the working tree too.",
    z.strictObject({ kind: z.literal("stray-document") }),
  ),
  said(
    "No document is in conflict with a remote that this clone syncs with.",
    z.strictObject({ kind: z.literal("sync-conflict") }),
  ),
  said(
    "A relative link leads to something that is there.",
    z.strictObject({ kind: z.literal("link-target") }),
  ),
  said(
    "An identifier named across sessions, `project/session#FR-1`, is defined there.",
    z.strictObject({ kind: z.literal("known-qualified-identifiers") }),
  ),
  said(
    "The session that this one was spawned from has not changed since, or the change was acknowledged.",
    z.strictObject({ kind: z.literal("parent-current") }),
  ),
  said(
    "No other open session works on the same section of the blueprint.",
    z.strictObject({ kind: z.literal("overlap") }),
  ),
  said(
    "The claims of the project can be relied on. Told of the blueprint, and of each session whose documents bear one out.",
    z.strictObject({
      kind: z.literal("claims"),
      of: said(
        "`record`: no event was edited or deleted, and blueprint.md says what they come to. `documents`: those that a claim was taken from still say it.",
        z.enum(["record", "documents"]),
      ),
    }),
  ),
  said(
    "A waiver is in force, sets something aside and gives its reason.",
    z.strictObject({
      kind: z.literal("waiver"),
      problem: said("Which of these it is not.", z.enum(["expired", "unused", "reasonless"])),
    }),
  ),
] as const;

export const RuleCheck = z.discriminatedUnion("kind", [...ofOneDocument, ...ofOneSession, ...ofFacts]);
export type RuleCheck = z.infer<typeof RuleCheck>;

/** Of which family a kind is, for the table that says so without loading these schemas. */
export interface KindsByFamily {
  readonly document: z.infer<(typeof ofOneDocument)[number]>["kind"];
  readonly session: z.infer<(typeof ofOneSession)[number]>["kind"];
  readonly facts: z.infer<(typeof ofFacts)[number]>["kind"];
}
