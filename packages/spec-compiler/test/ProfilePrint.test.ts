import { expect, it } from "@jest/globals";
import fc from "fast-check";
import { parse } from "yaml";
import { AgentProfileSpec } from "../src/AgentProfileSpec.ts";
import { printProfileYaml } from "../src/ProfilePrint.ts";

const specOf = (fields: object) =>
  AgentProfileSpec.parse({ id: "x", name: "x", source_session: "s", source_blueprint: null, ...fields });

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "yes",
    "NO",
    "on",
    "~",
    "0777",
    "0o17",
    "1_000",
    "12:30:00",
    "2024-01-01",
    "=",
    "<<",
    "-",
    "#a",
    "a: b",
  ),
  fc.constantFrom(
    "\u0085",
    "a\u2028b",
    "\ufeff",
    "\r\n",
    "a\rb",
    "tab\t",
    " lead",
    "trail ",
    "x\n\n",
    "\n  y\n z",
  ),
);

const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((one) => !Object.is(one, -0)),
);

it("prints what both YAML 1.2 and YAML 1.1 read back as it was", () => {
  fc.assert(
    fc.property(
      fc.array(text, { maxLength: 4 }),
      fc.dictionary(
        text.filter((key) => key !== "__proto__"),
        fc.oneof(text, number, fc.boolean(), fc.constant(null)),
        { maxKeys: 4 },
      ),
      (goals, runtime_hints) => {
        const spec = specOf({ goals, runtime_hints });
        const yaml = printProfileYaml(spec, "specs/spec.md");
        expect(parse(yaml)).toEqual(spec);
        expect(parse(yaml, { version: "1.1", schema: "yaml-1.1", merge: false })).toEqual(spec);
        expect(yaml).not.toMatch(/[\r\u007f-\u009f\u2028\u2029\ufeff]/);
      },
    ),
    { numRuns: 500 },
  );
});

it("writes a value out wherever it stands, without anchors", () => {
  const shared = ["a", "b"];
  expect(printProfileYaml(specOf({ runtime_hints: { a: shared, b: shared } }), "p")).not.toMatch(/[&*]/);
});

it("writes small and large numbers as YAML 1.1 knows them", () => {
  const yaml = printProfileYaml(specOf({ runtime_hints: { a: 1e-7, b: -2.5e30, c: 0.5 } }), "p");
  expect(yaml).toContain("  a: 1.0e-7\n  b: -2.5e+30\n  c: 0.5\n");
});

it("quotes what YAML 1.1 readers stumble over", () => {
  const yaml = printProfileYaml(specOf({ goals: ["a\tb", "=", "a\u007fb"] }), "p");
  expect(yaml).toContain('  - "a\\tb"\n  - "="\n  - "a\\u007fb"\n');
});
