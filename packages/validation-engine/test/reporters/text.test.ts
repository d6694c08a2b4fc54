import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { reporters } from "../../src/reporters/index.ts";
import { aFinding, aMissingDocument, aWaiver, context, folder, reportOf, someFindings } from "./report.ts";

const print = (...findings: ReadonlyArray<ReturnType<typeof aFinding>>): string =>
  reporters.text(reportOf(findings), context);

describe("text", () => {
  it("is a line per finding, with its place, and a line that sums up", () => {
    expect(print(aFinding(), aFinding({ severity: "warning", line: 9, column: 3 }), aMissingDocument())).toBe(
      `${folder}/intents/intent.md:5:1  error  Say what problem this solves.  article-3/requires-input\n` +
        `${folder}/intents/intent.md:9:3  warning  Say what problem this solves.  article-3/requires-input\n` +
        `${folder}/specs/spec.md  error  Write the spec.  article-10/artifact-missing\n` +
        "Not valid. 2 errors, 1 warning in 7 documents.\n",
    );
  });

  it("counts what does not count apart, each finding once, and lists none of it", () => {
    const both = aFinding({ waiver: aWaiver(), baselined: true });
    expect(print(both, aFinding({ waiver: aWaiver() }), aFinding({ baselined: true }))).toBe(
      "Valid. 0 errors, 0 warnings in 7 documents; 2 waived, 1 known from the baseline.\n",
    );
  });

  it("names the rule where a message says nothing", () => {
    expect(print(aFinding({ message: " \u0007\n" }))).toContain(
      "  error  article-3/requires-input  article-3/requires-input\n",
    );
  });

  it("keeps to one line per finding and lets no control character through, whatever a document says", () => {
    fc.assert(
      fc.property(someFindings, (findings) => {
        const counting = findings.filter((one) => one.waiver === null && !one.baselined);
        const lines = print(...findings).split("\n");
        expect(lines).toHaveLength(counting.length + 2);
        expect(lines.at(-1)).toBe("");
        for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});
