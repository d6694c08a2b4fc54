import { describe, expect, it } from "@jest/globals";
import { type Mention, overlapsOf, type SessionWork } from "../src/Overlap.ts";

const at = (line: number): Mention["at"] => ({ stage: "spec", path: "spec.md", line, column: 1 });

const mention = (section: string, more: Partial<Mention> = {}): Mention => ({
  base: "shop/root",
  stage: "spec",
  section,
  how: "cites",
  at: at(1),
  ...more,
});

const work = (
  session: string,
  mentions: ReadonlyArray<Mention>,
  more: Partial<SessionWork> = {},
): SessionWork => ({ project: "shop", session, open: true, mentions, ...more });

const told = (...sessions: ReadonlyArray<SessionWork>) =>
  overlapsOf(sessions).map((one) => [
    `${one.base}/${one.stage}#${one.section}`,
    one.sessions.map((involved) => `${involved.session} ${involved.how}`),
  ]);

describe("overlaps", () => {
  it("are sections that two open sessions work on", () => {
    expect(told(work("a", [mention("Scope")]), work("b", [mention("Scope"), mention("Goal")]))).toEqual([
      ["shop/root/spec#Scope", ["a cites", "b cites"]],
    ]);
  });

  it("put those that change it first, whatever else they say of it", () => {
    const changes = { how: "changes" as const };
    expect(
      told(
        work("a", [mention("Scope")]),
        work("c", [mention("Scope", changes), mention("Scope", { at: at(2) })]),
        work("b", [mention("Scope", { at: at(3) }), mention("Scope", changes)]),
      ),
    ).toEqual([["shop/root/spec#Scope", ["b changes", "c changes", "a cites"]]]);
  });

  it("keep every place, and what is done there", () => {
    const [overlap] = overlapsOf([
      work("a", [mention("Scope", { at: at(2) }), mention("Scope", { at: at(7), how: "changes" })]),
      work("b", [mention("Scope")]),
    ]);
    expect(overlap?.sessions[0]?.places).toEqual([
      { ...at(2), how: "cites" },
      { ...at(7), how: "changes" },
    ]);
  });

  it("name the places of a session in the order in which they stand", () => {
    const column = (number: number) => ({ at: { ...at(2), column: number } });
    const [one] = overlapsOf([
      work("a", [mention("Scope", column(60)), mention("Scope", column(3)), mention("Scope")]),
      work("b", [mention("Scope")]),
    ]);
    expect(one?.sessions[0]?.places.map((place) => [place.line, place.column])).toEqual([
      [1, 1],
      [2, 3],
      [2, 60],
    ]);
  });

  it("tell a section by its slug, and name it by its title where anybody knows it", () => {
    for (const sections of [
      ["scope-and-bounds", "2. Scope and Bounds"],
      ["2. Scope and Bounds", "scope-and-bounds"],
    ]) {
      expect(told(...sections.map((section, index) => work(`s${index}`, [mention(section)])))).toEqual([
        ["shop/root/spec#2. Scope and Bounds", ["s0 cites", "s1 cites"]],
      ]);
    }
  });

  it.each<[string, ReadonlyArray<SessionWork>]>([
    ["one session alone", [work("a", [mention("Scope"), mention("Scope")])]],
    [
      "sessions that are not open",
      [work("a", [mention("Scope")]), work("b", [mention("Scope")], { open: false })],
    ],
    ["another section", [work("a", [mention("Scope")]), work("b", [mention("Goal")])]],
    ["another stage", [work("a", [mention("Scope")]), work("b", [mention("Scope", { stage: "plan" })])]],
    ["another base", [work("a", [mention("Scope")]), work("b", [mention("Scope", { base: "shop/other" })])]],
    ["what a session says of itself", [work("a", [mention("Scope")]), work("root", [mention("Scope")])]],
  ])("are none for %s", (_name, sessions) => {
    expect(told(...sessions)).toEqual([]);
  });

  it("tell sessions of one name in two projects apart", () => {
    expect(
      overlapsOf([work("a", [mention("Scope")]), work("a", [mention("Scope")], { project: "other" })])[0]
        ?.sessions.length,
    ).toBe(2);
  });

  it("stand in the order of base, stage and section, however they come in", () => {
    const mentions = [
      mention("Scope"),
      mention("Aim"),
      mention("Zoo", { stage: "intent" }),
      mention("A", { base: "shop/zebra" }),
    ];
    const expected = [
      "shop/root/intent#Zoo",
      "shop/root/spec#Aim",
      "shop/root/spec#Scope",
      "shop/zebra/spec#A",
    ];
    for (const given of [mentions, mentions.toReversed()]) {
      expect(told(work("a", given), work("b", given)).map(([name]) => name)).toEqual(expected);
    }
  });

  it("cost in proportion to what is said, also where everybody speaks of one section", () => {
    const many = Array.from({ length: 20_000 }, (_, index) => work(`s${index}`, [mention("Scope")]));
    expect(overlapsOf(many).map((one) => one.sessions.length)).toEqual([many.length]);
  });
});
