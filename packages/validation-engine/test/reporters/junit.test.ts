import type { Finding } from "@idse/constitution-rules";
import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { reporters } from "../../src/reporters/index.ts";
import { messageOf } from "../../src/reporters/Wording.ts";
import { aFinding, aMissingDocument, aWaiver, context, folder, reportOf, someFindings } from "./report.ts";
import { allNamed, parseXml, type XmlElement } from "./xml.ts";

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const read = (findings: ReadonlyArray<Finding>, more: Partial<typeof context> = {}): XmlElement =>
  parseXml(reporters.junit(reportOf(findings), { ...context, ...more }));

const numbersOf = (element: XmlElement) => ({
  tests: Number(element.attributes.get("tests")),
  failures: Number(element.attributes.get("failures")),
  skipped: Number(element.attributes.get("skipped")),
});

describe("the XML reader these tests rely on", () => {
  it.each([
    ["a control character", "<a>\u0001</a>"],
    ["a reference to a control character", "<a>&#1;</a>"],
    ["half a character", "<a>\ud800</a>"],
    ["a bare ampersand", "<a>b & c</a>"],
    ["an unknown entity", "<a>&nbsp;</a>"],
    ["an unquoted attribute", "<a b=c/>"],
    ["markup in an attribute", '<a b="<"/>'],
    ["a quote in an attribute", '<a b="""/>'],
    ["an attribute twice", '<a b="1" b="2"/>'],
    ["crossed elements", "<a><b></a></b>"],
    ["an element left open", "<a><b></b>"],
    ["a second root", "<a/><a/>"],
    ["the end of a section that was not opened", "<a>]]></a>"],
  ])("refuses %s", (_, body) => {
    expect(() => parseXml(`${declaration}${body}`)).toThrow(SyntaxError);
  });

  it("reads what is well formed", () => {
    expect(parseXml(`${declaration}<a b="&lt;&#10;"><c/>x &amp; y</a>\n`)).toEqual({
      name: "a",
      attributes: new Map([["b", "<\n"]]),
      children: [{ name: "c", attributes: new Map(), children: [], text: "" }],
      text: "x & y",
    });
  });
});

describe("junit", () => {
  it("is a suite per document, a case per finding, and a passing case where there is none", () => {
    const printed = reporters.junit(reportOf([aFinding({ hint: "Ask." }), aMissingDocument()]), context);
    const intent = `${folder}/intents/intent.md`;
    const untouched = `${folder}/contexts/context.md`;
    const spec = `${folder}/specs/spec.md`;
    expect(printed).toBe(
      `${declaration}<testsuites name="idse" tests="3" failures="2" errors="0">\n` +
        `  <testsuite name="${intent}" tests="1" failures="1" errors="0" skipped="0">\n` +
        `    <testcase name="article-3/requires-input" classname="${intent}" file="${intent}" line="5">` +
        `<failure message="Say what problem this solves." type="error">${intent}:5:1  error  Say what problem this solves.  article-3/requires-input&#10;Ask.</failure></testcase>\n` +
        "  </testsuite>\n" +
        `  <testsuite name="${untouched}" tests="1" failures="0" errors="0" skipped="0">\n` +
        `    <testcase name="valid" classname="${untouched}" file="${untouched}"/>\n` +
        "  </testsuite>\n" +
        `  <testsuite name="${spec}" tests="1" failures="1" errors="0" skipped="0">\n` +
        `    <testcase name="article-10/artifact-missing" classname="${spec}" file="${spec}">` +
        `<failure message="Write the spec." type="error">${spec}  error  Write the spec.  article-10/artifact-missing</failure></testcase>\n` +
        "  </testsuite>\n</testsuites>\n",
    );
  });

  it("fails a case for a warning only where warnings fail", () => {
    const warning = aFinding({ severity: "warning" });
    const told = read([warning]);
    expect(numbersOf(told)).toMatchObject({ tests: 2, failures: 0 });
    expect(allNamed("system-out", told)[0]?.text).toContain("Say what problem this solves.");
    const failed = read([warning], { strict: true });
    expect(numbersOf(failed)).toMatchObject({ tests: 2, failures: 1 });
    expect(allNamed("failure", failed)[0]?.attributes.get("type")).toBe("warning");
  });

  it("skips what does not count, with the reason", () => {
    const root = read([aFinding({ waiver: aWaiver() }), aFinding({ baselined: true })], { strict: true });
    expect(numbersOf(root)).toMatchObject({ failures: 0 });
    expect(allNamed("skipped", root).map((one) => one.attributes.get("message"))).toEqual([
      "Waived by ada until 2027-03-31: The vendor answers in March.",
      "Known from the baseline.",
    ]);
    const bare = aWaiver({ by: null, until: null });
    expect(allNamed("skipped", read([aFinding({ waiver: bare })]))[0]?.attributes.get("message")).toBe(
      "Waived: The vendor answers in March.",
    );
  });

  it("names equal findings of one document apart, and the same ones alike after lines have moved", () => {
    const names = (lines: ReadonlyArray<number>) =>
      allNamed(
        "testcase",
        read(
          lines.map((line) => aFinding({ line })),
          { documents: [] },
        ),
      ).map((one) => one.attributes.get("name"));
    expect(names([5, 8])).toEqual(["article-3/requires-input", "article-3/requires-input (2)"]);
    expect(names([6, 30])).toEqual(names([5, 8]));
  });

  it("is well formed and counts right, whatever a document says", () => {
    fc.assert(
      fc.property(someFindings, fc.boolean(), (findings, strict) => {
        const root = read(findings, { strict });
        const suites = allNamed("testsuite", root);
        for (const element of [root, ...suites]) {
          expect(Number(element.attributes.get("tests"))).toBe(allNamed("testcase", element).length);
          expect(Number(element.attributes.get("failures"))).toBe(allNamed("failure", element).length);
        }
        for (const one of suites) expect(numbersOf(one).skipped).toBe(allNamed("skipped", one).length);
        expect(new Set(suites.map((one) => one.attributes.get("name"))).size).toBe(suites.length);
        const words = allNamed("failure", root).map((one) => one.attributes.get("message"));
        for (const finding of findings) {
          if (finding.waiver !== null || finding.baselined || finding.severity === "warning") continue;
          expect(words).toContain(messageOf(finding));
        }
      }),
      { numRuns: 300 },
    );
  });
});
