import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { reporters } from "../../src/reporters/index.ts";
import { aFinding, aMissingDocument, aWaiver, context, reportOf, someFindings } from "./report.ts";

const print = (...findings: ReadonlyArray<ReturnType<typeof aFinding>>) =>
  JSON.parse(reporters.gitlab(reportOf(findings), context));

describe("gitlab", () => {
  it("gives each finding the members of a Code Quality report, in its words", () => {
    expect(
      print(aFinding({ path: "./a.md" }), aMissingDocument({ severity: "warning", path: "b.md" })),
    ).toEqual([
      {
        description: "Say what problem this solves.",
        check_name: "article-3/requires-input",
        fingerprint: "0123456789abcdef0123456789abcdef",
        severity: "major",
        location: { path: "a.md", lines: { begin: 5 } },
      },
      {
        description: "Write the spec.",
        check_name: "article-10/artifact-missing",
        fingerprint: "0123456789abcdef0123456789abcdef:2",
        severity: "minor",
        location: { path: "b.md", lines: { begin: 1 } },
      },
    ]);
  });

  it("leaves out what does not count", () => {
    expect(print(aFinding({ waiver: aWaiver() }), aFinding({ baselined: true }))).toEqual([]);
  });

  it("has no fingerprint twice, no empty description, and only relative paths", () => {
    fc.assert(
      fc.property(someFindings, (findings) => {
        const issues: ReadonlyArray<{
          fingerprint: string;
          description: string;
          location: { path: string };
        }> = print(...findings);
        expect(new Set(issues.map((one) => one.fingerprint)).size).toBe(issues.length);
        for (const { description, location } of issues) {
          expect(description).not.toBe("");
          expect(description).not.toMatch(/[\p{Cc}\p{Cs}]/u);
          expect(location.path).not.toMatch(/^\.?\//);
        }
      }),
    );
  });
});
