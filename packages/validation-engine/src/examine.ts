/** The first half of a validation: a session's documents held against the rules about documents. */
import { type CheckFamily, familyOf, type Rule, type RuleCheck } from "@idse/constitution-rules";
import { type Check, type CheckContext, type PresentDocument, toFindings } from "./Check.ts";
import { documentChecks } from "./checks/index.ts";
import type { Examination, ExaminedRules } from "./Examination.ts";
import { linksIn } from "./extracts/links.ts";
import { proposalsIn } from "./extracts/proposals.ts";
import { definitionsIn, referencesIn } from "./extracts/references.ts";
import { inlineWaiversIn } from "./extracts/waivers.ts";
import type { DocumentInput, SessionInput } from "./Input.ts";

const isPresent = (one: DocumentInput): one is PresentDocument => one.document !== null;

/** `families`: only the rules of these; absent means those about documents, alone and together. */
export const examine = (
  session: SessionInput,
  words: ExaminedRules,
  families: ReadonlyArray<CheckFamily> = ["document", "session"],
): Examination => {
  const present = session.documents.filter(isPresent);
  return {
    project: session.project,
    session: session.session,
    documents: session.documents.map(({ stage, path, document, untouched, claimed }) => ({
      stage,
      path,
      present: document !== null,
      untouched,
      claimed,
    })),
    metadata: session.metadata,
    findings: words.rules
      .filter((rule) => families.includes(familyOf(rule.check.kind)))
      .flatMap((rule) => toFindings(rule, session, observe(rule, session, words))),
    waivers: present.flatMap(inlineWaiversIn),
    links: present.flatMap(linksIn),
    references: present.flatMap((one) => referencesIn(one, words.identifiers)),
    definitions: present.flatMap((one) => definitionsIn(one, words.identifiers)),
    proposals: present.flatMap(proposalsIn),
  };
};

const observe = (rule: Rule, session: SessionInput, words: ExaminedRules) => {
  const inScope =
    rule.stages === undefined
      ? session.documents
      : session.documents.filter((one) => rule.stages?.includes(one.stage));
  const check = documentChecks[rule.check.kind as keyof typeof documentChecks] as Check<RuleCheck["kind"]>;
  const context: CheckContext = {
    session,
    inScope,
    present: inScope.filter(isPresent),
    check: rule.check,
    words,
  };
  return check(context);
};
