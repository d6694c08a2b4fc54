import { error, warning } from "@actions/core";
import type { Finding } from "@idse/constitution-rules";
import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { reporters } from "../../src/reporters/index.ts";
import { adviceOf, pathOf } from "../../src/reporters/Wording.ts";
import { aFinding, aMissingDocument, aWaiver, context, nastyText, reportOf, someFindings } from "./report.ts";

const print = (findings: ReadonlyArray<Finding>): string => reporters.github(reportOf(findings), context);

/** What the runner's own toolkit prints for a finding, caught on its way out. */
const printedByToolkit = (finding: Finding): string => {
  const printed: Array<string> = [];
  const { write } = process.stdout;
  process.stdout.write = (chunk: string | Uint8Array) => printed.push(String(chunk)) > 0;
  try {
    const { line, endLine, column, endColumn } = finding;
    const issue = finding.severity === "error" ? error : warning;
    issue(adviceOf(finding), {
      title: finding.rule,
      file: pathOf(finding),
      ...(line === null ? {} : { startLine: line }),
      ...(endLine === null ? {} : { endLine }),
      ...(column === null ? {} : { startColumn: column }),
      ...(endColumn === null ? {} : { endColumn }),
    });
  } finally {
    process.stdout.write = write;
  }
  return printed.join("").replace(/\r?\n$/, "\n");
};

const bytes = (text: string): string => Buffer.from(text).toString("hex");

describe("github", () => {
  it("writes an annotation by hand as the documentation shows it", () => {
    const [command] = print([aFinding({ path: "a,b:c.md", message: "100%", hint: "Two\r\nlines." })]).split(
      "\n",
    );
    expect(command).toBe(
      "::error title=article-3/requires-input,file=a%2Cb%3Ac.md,line=5,endLine=5,col=1,endColumn=17::100%25%0ATwo%0D%0Alines.",
    );
  });

  it("names the file alone where there is no document", () => {
    const [command] = print([aMissingDocument({ severity: "warning", path: "spec.md" })]).split("\n");
    expect(command).toBe("::warning title=article-10/artifact-missing,file=spec.md::Write the spec.");
  });

  it("writes byte for byte what the toolkit writes", () => {
    const one = fc.record({ message: nastyText, hint: fc.option(nastyText), path: nastyText });
    fc.assert(
      fc.property(one, fc.boolean(), (words, missing) => {
        const finding = missing ? aMissingDocument(words) : aFinding(words);
        const [command = ""] = print([finding]).split("\n");
        expect(bytes(`${command}\n`)).toBe(bytes(printedByToolkit(finding)));
      }),
      { numRuns: 500 },
    );
  });

  it("lets nothing a document says begin a line of its own", () => {
    fc.assert(
      fc.property(someFindings, (findings) => {
        const lines = print(findings).trimEnd().split("\n");
        expect(lines.at(-1)).toMatch(/^(Not v|V)alid\. /);
        for (const line of lines.slice(0, -1)) expect(line).toMatch(/^::(error|warning) title=/);
        for (const line of lines) expect(line).not.toMatch(/(?!\t)[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  it("shows ten of a type, errors first, and says what it does not show", () => {
    const findings = [
      ...Array.from({ length: 12 }, (_, index) => aFinding({ severity: "warning", line: index + 1 })),
      ...Array.from({ length: 11 }, (_, index) => aFinding({ line: index + 20 })),
    ];
    const lines = print(findings).trimEnd().split("\n");
    expect(lines.slice(0, 10).every((line) => line.startsWith("::error "))).toBe(true);
    expect(lines.slice(10, 20).every((line) => line.startsWith("::warning "))).toBe(true);
    expect(lines.slice(20)).toEqual([
      "Not valid. 11 errors, 12 warnings in 7 documents. Not shown here: 1 error and 2 warnings; GitHub takes 10 of each from a step.",
    ]);
  });

  it("says nothing of a limit that was not met", () => {
    expect(print(Array.from({ length: 10 }, () => aFinding()))).not.toContain("Not shown");
  });

  it("annotates nothing that does not count", () => {
    expect(print([aFinding({ waiver: aWaiver() }), aFinding({ baselined: true })])).toBe(
      "Valid. 0 errors, 0 warnings in 7 documents; 1 waived, 1 known from the baseline.\n",
    );
  });
});
