/** The small facts that are kept of each document. */
import { coreRuleSet } from "@idse/constitution-rules";
import { defaultIdentifiers } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import { examine } from "../src/examine.ts";
import { freshText, sessionWith, type Texts } from "./session.ts";

const examined = (texts: Texts) => examine(sessionWith({ spec: null, ...texts }), coreRuleSet);

describe("links", () => {
  const targets = (markdown: string) =>
    examined({ plan: markdown }).links.map(({ target, fragment }) =>
      fragment === null ? target : `${target} # ${fragment}`,
    );
  const session = ".idse/projects/shop/sessions/checkout";

  it.each([
    ["[a](../specs/spec.md)", [`${session}/specs/spec.md`]],
    [
      "[a](flow.svg) ![b](./sub/flow.svg?raw=1)",
      [`${session}/plans/flow.svg`, `${session}/plans/sub/flow.svg`],
    ],
    ["[a](../specs/spec.md#fr-1)", [`${session}/specs/spec.md # fr-1`]],
    [
      "[a](<a b.md>) [b](c%20d.md) [c](100%.md) [d](%00.md)",
      [
        `${session}/plans/a b.md`,
        `${session}/plans/c d.md`,
        `${session}/plans/100%.md`,
        `${session}/plans/%00.md`,
      ],
    ],
    ["[a](../) [b](.)", [session, `${session}/plans`]],
    ["[a](../../../../../../src/a.ts)", ["src/a.ts"]],
    ["[a](../../../../../../)", ["."]],
    ["[a](../../../../../../../../etc/passwd)", ["../../etc/passwd"]],
    ["[a][b]\n\n[b]: c.md", [`${session}/plans/c.md`]],
    ["[b]: c.md", [`${session}/plans/c.md`]],
    [
      "[a](https://x.example/a.md) <mailto:a@b.example> [b](#here) [c](/abs.md) [d](//host/x) [e]() [f](?q) [g](c:/x)",
      [],
    ],
    ["`[a](b.md)`\n\n    [a](b.md)\n\n<!-- [a](b.md) -->", []],
  ])("%j lead to %j", (markdown, expected) => {
    expect(targets(`${markdown}\n`)).toEqual(expected);
  });

  it("have the place of the link, and words that stay", () => {
    const [link] = examined({ plan: "\ufeff# P\r\n\r\nSee [a](b.md).\r\n" }).links;
    expect(link).toEqual({
      stage: "plan",
      path: `${session}/plans/plan.md`,
      about: "b.md",
      target: `${session}/plans/b.md`,
      fragment: null,
      line: 3,
      column: 5,
      endLine: 3,
      endColumn: 14,
    });
  });
});

it("finds what is named of other sessions, under the repository's own letters", () => {
  const words = { ...coreRuleSet, identifiers: { ...defaultIdentifiers, requirement: ["ANF"] } };
  const plan = "See shop/cart#ANF-1 and `shop/__blueprint__#AC-2`, not shop/cart#FR-1.\n";
  expect(examine(sessionWith({ plan }), words).references).toMatchObject([
    {
      stage: "plan",
      about: "shop/cart#ANF-1",
      project: "shop",
      session: "cart",
      identifier: "ANF-1",
      line: 1,
      column: 5,
    },
    { project: "shop", session: "__blueprint__", identifier: "AC-2", column: 26 },
  ]);
});

it("groups what is defined by second-level section, and leaves templates out", () => {
  const spec =
    "- D-1: a\n\n## Requirements\n\n- FR-1: a\n\n### More\n\n- FR-2: b\n\n## Criteria\n\n- AC-1 (FR-1): c\n\n## Requirements\n\n- FR-3: d\n";
  expect(examined({ spec, tasks: freshText("tasks") }).definitions).toEqual([
    { stage: "spec", section: "", identifiers: ["D-1"] },
    { stage: "spec", section: "Requirements", identifiers: ["FR-1", "FR-2"] },
    { stage: "spec", section: "Criteria", identifiers: ["AC-1"] },
    { stage: "spec", section: "Requirements (2)", identifiers: ["FR-3"] },
  ]);
});
