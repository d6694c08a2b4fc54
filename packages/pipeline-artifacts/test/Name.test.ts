import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  blueprintSession,
  displayNameProblem,
  isCreatableName,
  isDisplayName,
  isReadableName,
  nameProblem,
  suggestName,
} from "../src/Name.ts";

const unsafe = [
  "",
  ".",
  "..",
  ".hidden",
  "../up",
  "a/b",
  "a\\b",
  "/root",
  "C:",
  "c:\\x",
  "file:stream",
  "a*",
  "a?",
  'a"',
  "a|b",
  "<a>",
  "con",
  "CON",
  "nul.txt",
  "Com1",
  "lpt9.md",
  "com¹",
  "dot.",
  "space ",
  "dots...",
  "a\u0000b",
  "a\nb",
  "a\tb",
  "a\u007f",
  "a\u009b31m",
  "a\u202egpj.exe",
  "a\u2066b\u2069",
  "a\u200fb",
  "a\u2028b",
  "x".repeat(256),
];

describe("names to be created", () => {
  it.each(["a", "7", "checkout", "a-b_c.d", "2026.11", "x".repeat(64), "con2", "console", blueprintSession])(
    "takes %j",
    (name) => {
      expect(isCreatableName(name)).toBe(true);
      expect(nameProblem(name)).toBeUndefined();
    },
  );

  it.each([
    ...unsafe,
    "Checkout",
    "naïve",
    "a b",
    "-a",
    "a-",
    "_a",
    "a_",
    "a..b",
    "__other__",
    "__BLUEPRINT__",
    "x".repeat(65),
    "con.x",
    "a\n",
  ])("refuses %j and says why", (name) => {
    expect(isCreatableName(name)).toBe(false);
    expect(nameProblem(name)).toMatch(/\.$/);
  });

  it("says which rule a name breaks", () => {
    expect(nameProblem("")).toBe("A name cannot be empty.");
    expect(nameProblem("x".repeat(65))).toBe("A name has at most 64 characters; this one has 65.");
    expect(nameProblem("aux")).toBe('"aux" is a device name on Windows.');
    expect(nameProblem("A b")).toContain('"A b" is not a usable name');
  });

  it("can also be read, whatever they are", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9._-]{1,66}$/), (name) => {
        fc.pre(isCreatableName(name));
        expect(isReadableName(name)).toBe(true);
      }),
    );
  });
});

describe("names that are there", () => {
  it.each(["Checkout", "a b", "naïve", "文書", "a..b", "-a", "a_", blueprintSession, "x".repeat(255)])(
    "takes %j",
    (name) => {
      expect(isReadableName(name)).toBe(true);
    },
  );

  it.each(unsafe)("refuses %j", (name) => {
    expect(isReadableName(name)).toBe(false);
  });
});

describe("a suggested name", () => {
  it.each([
    ["My Shop", "my-shop"],
    ["Crème brûlée", "creme-brulee"],
    ["  --Big__Thing--  ", "big__thing"],
    ["a...b", "a.b"],
    ["../../etc", "etc"],
    ["__blueprint__", "blueprint"],
    [`${"x".repeat(63)}-y`, "x".repeat(63)],
  ])("for %j is %j", (text, name) => {
    expect(suggestName(text)).toBe(name);
  });

  it.each(["", "文書", "...", "CON", "nul.txt"])("for %j is none", (text) => {
    expect(suggestName(text)).toBeUndefined();
  });

  it("is creatable, and suggested for itself", () => {
    const texts = fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[-._a-zA-Z0-9 ]{0,90}$/));
    fc.assert(
      fc.property(texts, (text) => {
        const name = suggestName(text);
        if (name === undefined) return;
        expect(isCreatableName(name)).toBe(true);
        expect(suggestName(name)).toBe(name);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a display name", () => {
  it.each(["Checkout", "Größe & Maß: 50 % (neu)", "文書", "it's", "a/b", "x".repeat(120)])(
    "may be %j",
    (name) => {
      expect(isDisplayName(name)).toBe(true);
      expect(displayNameProblem(name)).toBeUndefined();
    },
  );

  it.each([
    "",
    "   ",
    "x".repeat(121),
    'a"b',
    "a\\b",
    "a[b",
    "a]b",
    "a<b",
    "a>b",
    "a`b",
    "a\nb",
    "a\rb",
    "a\u0000b",
    "a\u001b[1m",
    "a\u0085b",
    "a\u202eb",
    "a\u2028b",
  ])("may not be %j", (name) => {
    expect(isDisplayName(name)).toBe(false);
    expect(displayNameProblem(name)).toMatch(/^A display name .*\.$/);
  });

  it("is refused with the characters it may not hold", () => {
    expect(displayNameProblem('"')).toBe(
      'A display name is one line without control characters and without ", \\, [, ], <, > or `.',
    );
  });
});
