import { ArtifactDocument, type Stage } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { candidatesOf, sourcesToName } from "../src/Candidate.ts";
import { claimIdOf } from "../src/Claim.ts";
import { promotionOf } from "../src/Gate.ts";
import { statementOf } from "../src/Statement.ts";
import { boilerplateOf, witnessOf } from "../src/Witness.ts";
import { reading } from "./support.ts";

const truth = "The files are the truth.";

type Said = readonly [session: string, stage: Stage, text: string];

const none: ReadonlySet<string> = new Set();

const found = (
  documents: ReadonlyArray<Said>,
  {
    parents = {},
    minSessions = 2,
    boilerplate = none,
  }: {
    readonly parents?: Readonly<Record<string, string>>;
    readonly minSessions?: number;
    readonly boilerplate?: ReadonlySet<string>;
  } = {},
) =>
  candidatesOf({
    witnesses: documents.map(([session, stage, text]) =>
      witnessOf({ session, stage, document: new ArtifactDocument(text), untouched: false }, boilerplate),
    ),
    parentOf: (session) => parents[session] ?? null,
    minSessions,
  });

const textsOf = (...args: Parameters<typeof found>): ReadonlyArray<string> =>
  found(...args).map(({ text }) => text);

describe("a candidate", () => {
  it("is what two sessions say in two stages, as the first of them wrote it", () => {
    expect(
      found([
        ["checkout", "spec", `# Spec\n\nBefore. Here, the\nfiles. ${truth}\n`],
        ["voucher", "feedback", "- the *files* are\n  the **Truth**!\n"],
      ]),
    ).toEqual([
      {
        id: claimIdOf(truth),
        text: truth,
        sources: [
          { session: "checkout", stage: "spec", line: 4, copyOf: null },
          { session: "voucher", stage: "feedback", line: 1, copyOf: null },
        ],
        sessions: 2,
        stages: 2,
      },
    ]);
  });

  it.each<[string, string]>([
    ["line breaks and blanks", "The   files\nare the truth"],
    ["capitals", "THE FILES are the truth."],
    ["emphasis and code", "*The* `files` are **the truth**."],
    ["punctuation around it", '"The files are the truth"!'],
    ["a cell of a table", "| a | b |\n|---|---|\n| x | The files are the truth |"],
    ["an entry of a list", "1. one\n2. The files are the truth"],
    ["Windows line ends and a byte order mark", "\ufeffThe files\r\nare the truth.\r\n"],
  ])("is the same statement but for %s", (_what, other) => {
    expect(
      textsOf([
        ["a", "spec", `Above. ${truth}`],
        ["b", "plan", other],
      ]),
    ).toEqual([truth]);
  });

  it.each<[string, ReadonlyArray<Said>]>([
    [
      "one session",
      [
        ["a", "spec", truth],
        ["a", "plan", truth],
      ],
    ],
    [
      "one stage",
      [
        ["a", "spec", truth],
        ["b", "spec", `${truth} More is here.`],
      ],
    ],
    [
      "a heading",
      [
        ["a", "spec", truth],
        ["b", "plan", `## ${truth}\n`],
      ],
    ],
    [
      "a denial",
      [
        ["a", "spec", truth],
        ["b", "plan", "We do not hold that the files are the truth."],
      ],
    ],
    [
      "struck text",
      [
        ["a", "spec", truth],
        ["b", "plan", `~~${truth}~~`],
      ],
    ],
    [
      "an open place",
      [
        ["a", "spec", "[REQUIRES INPUT: State one thing.]"],
        ["b", "plan", "[requires input: State one thing.] x"],
      ],
    ],
    [
      "three words",
      [
        ["a", "spec", "Files are true."],
        ["b", "plan", "Files are true!"],
      ],
    ],
    [
      "words beside no letters",
      [
        ["a", "spec", "Files - are - true."],
        ["b", "plan", "Files - are - true!"],
      ],
    ],
    [
      "more than a claim may hold",
      [
        ["a", "spec", `x y z ${"w".repeat(400)}`],
        ["b", "plan", `x y z ${"w".repeat(400)}.`],
      ],
    ],
  ])("is not made by %s", (_what, documents) => {
    expect(textsOf(documents)).toEqual([]);
  });

  it("may be a sentence of few words where a script sets no blanks", () => {
    expect(
      textsOf([
        [
          "a",
          "spec",
          "# T\n\n\u6587\u4ef6\u662f\u552f\u4e00\u53ef\u4fe1\u7684\u771f\u5b9e\u6765\u6e90\u3002",
        ],
        ["b", "plan", "\u6587\u4ef6\u662f\u552f\u4e00\u53ef\u4fe1\u7684\u771f\u5b9e\u6765\u6e90\u3002"],
      ]),
    ).toHaveLength(1);
  });

  it("is not what a template says, with the names that were put into it", () => {
    const boilerplate = boilerplateOf([
      "# T\n\nOur stack is {{stack}} all through.\n\nNo command needs a network.\n",
    ]);
    const names = {
      project_name: "shop",
      session_id: "a",
      session_name: "A",
      stack: "Type *Script*. Node",
      date: "",
    };
    const text = `Our stack is Type Script. Node all through.\n\nNo command needs a network.\n\n${truth}`;
    const documents: ReadonlyArray<Said> = [
      ["a", "spec", text],
      ["b", "plan", `${text} More is here.`],
    ];
    expect(textsOf(documents, { boilerplate: boilerplate(names) })).toEqual([truth]);
    expect(textsOf(documents)).toHaveLength(3);
  });

  it("has no witness in a document that is as its template left it", () => {
    const document = new ArtifactDocument(truth);
    expect(witnessOf({ session: "a", stage: "spec", document, untouched: true }, none).says.size).toBe(0);
  });

  it("stands by number of sessions, then of stages, then by its text", () => {
    const documents: ReadonlyArray<Said> = [
      ["a", "spec", "Delta is in two. Charlie is in three. Alpha is in two. Bravo is in two."],
      ["b", "plan", "Alpha is in two. Bravo is in two. Charlie is in three. Delta is in two."],
      ["b", "tasks", "Bravo is in two."],
      ["c", "tasks", "Charlie is in three."],
    ];
    const order = ["Charlie is in three.", "Bravo is in two.", "Alpha is in two.", "Delta is in two."];
    expect(textsOf(documents)).toEqual(order);
    expect(textsOf(documents.toReversed())).toEqual(order);
    expect(textsOf(documents, { minSessions: 3 })).toEqual(["Charlie is in three."]);
    expect(
      textsOf(
        [
          ["a", "spec", truth],
          ["a", "plan", truth],
        ],
        { minSessions: 1 },
      ),
    ).toEqual([]);
  });
});

describe("a copy", () => {
  const copies = (...args: Parameters<typeof found>) =>
    found(...args).map(({ sessions, sources }) => [
      sessions,
      ...sources.flatMap(({ session, stage, copyOf }) =>
        copyOf === null ? [] : [`${session}:${stage} of ${copyOf.session}:${copyOf.stage}`],
      ),
    ]);

  it("of a whole document is no witness, whatever its layout", () => {
    const spec = `# Spec\n\n${truth} Prices are kept in cents.\n`;
    expect(
      found([
        ["a", "spec", spec],
        ["b", "plan", spec.toUpperCase()],
      ]),
    ).toEqual([]);
    expect(
      copies([
        ["a", "spec", spec],
        ["b", "spec", `*${spec.trim()}*`.replace("*#", "#")],
        ["c", "feedback", truth],
      ]),
    ).toEqual([[2, "b:spec of a:spec"]]);
  });

  it("from the same stage of a session above is no witness, however much was written beside it", () => {
    const parents = { b: "a", c: "b" };
    const inherited: ReadonlyArray<Said> = [
      ["a", "intent", `${truth} One.`],
      ["a", "spec", `${truth} Two.`],
      ["b", "intent", `${truth} Three.`],
      ["c", "spec", `${truth} Four.`],
    ];
    expect(found(inherited, { parents })).toEqual([]);
    expect(copies([...inherited, ["c", "feedback", `It held: yes. ${truth}`]], { parents })).toEqual([
      [2, "b:intent of a:intent", "c:spec of a:spec"],
    ]);
    expect(copies(inherited)).toEqual([[3]]);
  });

  it("is looked for above without end where parents go in a circle", () => {
    const parents = { a: "b", b: "a" };
    expect(
      copies(
        [
          ["a", "spec", truth],
          ["b", "plan", `${truth} x`],
        ],
        { parents },
      ),
    ).toEqual([[2]]);
  });
});

describe("the gate", () => {
  const says = (session: string, stage: Stage, signed: boolean) =>
    reading(session, stage, `${truth} ${session} ${stage}`, signed ? {} : { signOff: null });

  it("is shown the sources that are signed off, where they are enough for it", () => {
    const [spec, plan, feedback] = [
      says("a", "spec", true),
      says("b", "plan", false),
      says("c", "feedback", true),
    ];
    expect(sourcesToName([spec, plan, feedback])).toEqual([spec, feedback]);
    expect(sourcesToName([spec, plan])).toEqual([spec, plan]);
    expect(sourcesToName([spec, plan, says("b", "spec", true)])).toHaveLength(3);
  });

  it("finds the words of every candidate in every source, whatever they were written as", () => {
    const word = fc.constantFrom(
      ...[
        "files",
        "*are*",
        "the",
        "`<div class>`",
        "[x]",
        "`[a](b)`",
        "1.5",
        "\\<b\\>",
        "`a|b`",
        "a_b",
        "&amp;",
        "`&lt;`",
      ],
      ...["\u201cso\u201d", "(yes)", "`~~no~~`", "#5", "`\\d`", "never", "e.g.", "Foo's", "2)", "`---`"],
    );
    const gap = fc.constantFrom(" ", " ", "\n", ". ", ": ");
    const line = fc.array(fc.tuple(word, gap), { minLength: 4, maxLength: 10 });
    let seen = 0;
    fc.assert(
      fc.property(line, (parts) => {
        const text = parts.flat().join("");
        const sources = [
          reading("a", "spec", `Above.\n\n${text}`),
          reading("b", "plan", `> ${text.replaceAll("\n", " ")}\n`),
        ];
        const candidates = candidatesOf({
          witnesses: sources.map((one) => witnessOf(one, none)),
          parentOf: () => null,
          minSessions: 2,
        });
        for (const candidate of candidates) {
          seen++;
          const { tests } = promotionOf({ text: candidate.text, minDays: 0, sources, feedback: [] });
          expect([candidate.text, tests.filter((one) => !one.passed).map(({ code }) => code)]).toEqual([
            candidate.text,
            ["no-feedback-evidence"],
          ]);
          expect(statementOf(candidate.text)).not.toBe("");
        }
      }),
      { numRuns: 300 },
    );
    expect(seen).toBeGreaterThan(100);
  });
});
