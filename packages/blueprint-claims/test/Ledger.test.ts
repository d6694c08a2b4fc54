import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { claimIdOf, claimIdsFor, claimTextProblem, shortClaimId } from "../src/Claim.ts";
import { type ClaimEvent, claimFileOf, readClaimFile } from "../src/ClaimEvent.ts";
import { readLedger } from "../src/Ledger.ts";
import { chain, demoted, promoted, reinforced, sourceOf } from "./support.ts";

const files = "The files are the truth";
const offline = "No command needs a network";

describe("a claim", () => {
  it("has one id for texts that say the same words", () => {
    expect(claimIdOf("The *files* are the truth.")).toBe(claimIdOf("the files  are the truth"));
    expect(claimIdOf(files)).not.toBe(claimIdOf(offline));
  });

  it("is found by the beginning of its id", () => {
    const ids = ["C-1a2b3c4d5e6f7081", "C-1a2b3c4d5e6f7082"];
    expect(claimIdsFor("c-1A2B3C4D5e6f7082", ids)).toEqual([ids[1]]);
    expect(claimIdsFor("1a2b", ids)).toEqual(ids);
    expect(claimIdsFor("1a", ids)).toEqual([]);
    expect(shortClaimId("C-1a2b3c4d5e6f7081", ids)).toBe("C-1a2b3c4d5e6f7081");
    expect(shortClaimId("C-ffff3c4d5e6f7081", ids)).toBe("C-ffff3c4d");
  });

  it("is a sentence", () => {
    expect(claimTextProblem(files)).toBeNull();
    expect(claimTextProblem("short")).toContain("too short");
    expect(claimTextProblem("x".repeat(401))).toContain("401");
    expect(claimTextProblem(`${files} \u001b[31m`)).toContain("one line");
    expect(claimTextProblem("<!-- the files are the truth -->")).toContain("comments");
  });
});

describe("an event", () => {
  it("is named by its time and its text, whatever its line ends", () => {
    const file = claimFileOf(promoted(files, 2));
    expect(file.name).toMatch(/^20261102T090000Z-promoted-[0-9a-f]{12}$/);
    expect(readClaimFile({ ...file, text: file.text.replaceAll("\n", "\r\n") })).toMatchObject({
      intact: true,
    });
    expect(readClaimFile({ ...file, text: file.text.replace("ada", "bob") })).toMatchObject({
      intact: false,
    });
  });
});

describe("the ledger", () => {
  it("follows a claim from promotion to demotion and back", () => {
    const events = [promoted(files, 1), demoted(files, 2), promoted(files, 3, { revives: true })];
    expect(readLedger(chain(...events.slice(0, 1))).claims[0]).toMatchObject({
      status: "active",
      origin: "converged",
    });
    expect(readLedger(chain(...events.slice(0, 2))).claims[0]).toMatchObject({
      status: "invalidated",
      ended: { reason: "it was not so", by: "ada" },
    });
    expect(readLedger(chain(...events)).claims[0]).toMatchObject({ status: "active", ended: null });
  });

  it("lets a claim be promoted again after a demotion only where that is said", () => {
    expect(
      readLedger(chain(promoted(files, 1), demoted(files, 2), promoted(files, 3))).claims[0],
    ).toMatchObject({
      status: "invalidated",
    });
  });

  it("makes one claim with two events of what two clones promoted", () => {
    const mine = claimFileOf(promoted(files, 1));
    const theirs = claimFileOf(promoted("the files are the *truth*.", 2, { by: "bob" }));
    const { claims, heads, problems } = readLedger([mine, theirs]);
    expect(claims.map((one) => one.events.length)).toEqual([2]);
    expect(heads).toEqual([mine.name, theirs.name]);
    expect(problems).toEqual([]);
  });

  it("is followed at its heads, and branches come in the order of their names", () => {
    const linear = chain(promoted(files, 1), promoted(offline, 2));
    expect(readLedger(linear).heads).toEqual([linear[1]?.name]);
    const [start] = chain(promoted(files, 1));
    const follows = [start?.name ?? ""];
    const one = chain(promoted(offline, 2, { follows }), demoted(offline, 4));
    const other = chain(demoted(files, 3, { follows }));
    const ledger = readLedger([...linear.slice(0, 1), ...one, ...other]);
    expect(ledger.events.map(({ event }) => event.at.slice(8, 10))).toEqual(["01", "02", "03", "04"]);
    expect(ledger.heads).toHaveLength(2);
  });

  it("is settled by a revival where two clones gave a claim two classes", () => {
    const other = { classification: "boundary" } as const;
    const events = [promoted(files, 1), promoted(files, 2, other), demoted(files, 3)];
    const settled = readLedger(chain(...events, promoted(files, 4, { ...other, revives: true })));
    expect(settled.problems).toEqual([]);
    expect(settled.claims[0]).toMatchObject({ classification: "boundary", status: "active" });
  });

  it("keeps the latest source of each document", () => {
    const more = reinforced(files, 2, [
      sourceOf("refund", "spec", files),
      sourceOf("voucher", "feedback", `${files}, still`),
    ]);
    const [claim] = readLedger(chain(promoted(files, 1), more)).claims;
    expect(claim?.sources.map((one) => `${one.session}: ${one.quote}`)).toEqual([
      `checkout: ${files}`,
      `refund: ${files}`,
      `voucher: ${files}, still`,
    ]);
  });

  it("reads the same in whatever order files are listed and clocks run", () => {
    const at = fc.integer({ min: 1, max: 28 });
    const change = fc.oneof(
      fc
        .tuple(fc.constantFrom(files, offline), at, fc.boolean())
        .map(([text, on, revives]) => promoted(text, on, { revives })),
      fc.tuple(fc.constantFrom(files, offline), at).map(([text, on]) => demoted(text, on)),
    );
    const branch = fc.array(change, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        branch,
        branch,
        fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
        (one, other, dice) => {
          const start = chain(promoted(files, 1));
          const follows = start.map(({ name }) => name);
          const grow = (events: ReadonlyArray<ClaimEvent>) =>
            chain(...events.map((event, index) => (index === 0 ? { ...event, follows } : event)));
          const all = [
            ...new Map([...start, ...grow(one), ...grow(other)].map((file) => [file.name, file])).values(),
          ];
          const shuffled = all
            .map((file, index) => ({ file, key: dice[index % 12] ?? 0 }))
            .toSorted((a, b) => a.key - b.key);
          const ledger = readLedger(all);
          expect(readLedger(shuffled.map(({ file }) => file))).toEqual(ledger);
          const place = new Map(ledger.events.map(({ name }, index) => [name, index]));
          for (const { name, event } of ledger.events) {
            for (const before of event.follows) expect(place.get(before)).toBeLessThan(place.get(name) ?? -1);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  const codes = (list: Parameters<typeof readLedger>[0]) => readLedger(list).problems.map((one) => one.code);

  it("names what was edited, deleted or cannot be read", () => {
    const [first, second, third] = chain(promoted(files, 1), promoted(offline, 2), demoted(files, 3));
    if (first === undefined || second === undefined || third === undefined) throw new Error("three events");
    expect(codes([first, second, third])).toEqual([]);
    expect(
      codes([first, { ...second, text: second.text.replace("2026-11-02", "2026-11-04") }, third]),
    ).toEqual(["edited-event"]);
    expect(codes([second, third])).toEqual(["missing-event", "unknown-claim"]);
    expect(codes([first, third])).toEqual(["missing-event"]);
    expect(codes([first, { ...second, text: "{" }, third])).toEqual(["unreadable-event"]);
    expect(codes([{ ...first, name: `${first.name.slice(0, -1)}x` }])).toEqual(["edited-event"]);
  });

  it("names what no honest writer writes", () => {
    const id = claimIdOf(files);
    const other = claimIdOf(offline);
    const superseded = (text: string, on: number, by: string) =>
      demoted(text, on, { status: "superseded", superseded_by: by });
    expect(codes(chain(promoted(files, 1, { claim: other })))).toEqual(["wrong-claim-id"]);
    expect(codes(chain(promoted(files, 1), promoted(files, 2, { classification: "boundary" })))).toEqual([
      "two-classes",
    ]);
    expect(codes(chain(promoted(files, 1), superseded(files, 2, id)))).toEqual(["superseded-by-itself"]);
    expect(codes(chain(promoted(files, 1), superseded(files, 2, other)))).toEqual(["unknown-successor"]);
    const start = chain(promoted(files, 1), promoted(offline, 2));
    const follows = [start[1]?.name ?? ""];
    expect(
      codes([
        ...start,
        claimFileOf({ ...superseded(files, 3, other), follows }),
        claimFileOf({ ...superseded(offline, 3, id), follows }),
      ]),
    ).toEqual(["supersession-circle", "supersession-circle"]);
  });
});
