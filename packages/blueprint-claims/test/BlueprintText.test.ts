import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { blockProblemOf, blueprintBody, withClaims, withoutBlockConflicts } from "../src/BlueprintText.ts";
import type { ClaimEvent } from "../src/ClaimEvent.ts";
import { readLedger } from "../src/Ledger.ts";
import { chain, demoted, promoted } from "./support.ts";

const files = "The files are the truth";
const offline = "No command needs a network";
const claimsOf = (...events: ReadonlyArray<ClaimEvent>) => readLedger(chain(...events)).claims;

const contentOf = (text: string | null, claims: Parameters<typeof withClaims>[1]): string => {
  const placed = withClaims(text, claims);
  if (!placed.ok) throw new Error(placed.problem.message);
  return placed.content ?? "";
};

describe("blueprint.md", () => {
  it("shows claims by class, with where they come from, and what was taken back", () => {
    const claims = claimsOf(
      promoted(files, 1),
      promoted(offline, 2, { classification: "boundary" }),
      demoted(files, 3, { reason: "a store\nmay hold them" }),
    );
    const ids = claims.map(({ id }) => id.slice(0, 10));
    expect(blueprintBody(claims)?.split("\n").slice(4)).toEqual([
      "### Boundaries",
      "",
      `- ${offline} (${ids[1]}; converged 2026-11-02; checkout:spec, voucher:feedback; 1 event)`,
      "",
      "### Taken Back",
      "",
      `- ${files} (${ids[0]}; converged 2026-11-01; checkout:spec, voucher:feedback; 2 events): invalidated 2026-11-03, a store may hold them`,
    ]);
  });

  it("keeps every byte that a person wrote, through promotion and demotion of all", () => {
    const line = fc.constantFrom(
      "",
      "text",
      "# Purpose",
      "- Our purpose: serve clinics.",
      "> quote",
      "    code",
      "---",
      "| a |",
      "\t",
      "ä\u2028",
    );
    const lineEnd = fc.constantFrom("\n", "\r\n", "\r");
    const written = fc
      .tuple(fc.constantFrom("", "\ufeff"), fc.array(fc.tuple(line, lineEnd), { maxLength: 8 }), line)
      .map(([mark, lines, last]) => mark + lines.map(([text, end]) => text + end).join("") + last);
    fc.assert(
      fc.property(written, written, (above, below) => {
        const one = contentOf(above, claimsOf(promoted(files, 1)));
        expect(one.startsWith(above)).toBe(true);
        // A person goes on writing behind the block.
        const more = one + below;
        const all = [promoted(files, 1), promoted(offline, 2), demoted(files, 3), demoted(offline, 4)];
        const two = contentOf(more, claimsOf(...all.slice(0, 2)));
        const three = contentOf(two, claimsOf(...all));
        expect(three.startsWith(above)).toBe(true);
        expect(three.endsWith(below)).toBe(true);
        expect(contentOf(three, claimsOf(...all))).toBe(three);
        expect(contentOf(one, [])).toBe(above);
      }),
      { numRuns: 40 },
    );
  });

  it("writes in the line ends of the file", () => {
    const placed = contentOf("# Ours\r\n", claimsOf(promoted(files, 1)));
    expect(placed.replaceAll("\r\n", "")).not.toContain("\n");
  });

  it("is found to differ at the line that was edited, and where an event is missing", () => {
    const claims = claimsOf(promoted(files, 1), promoted(offline, 2));
    const text = contentOf("# Ours\n", claims);
    expect(blockProblemOf(text, claims)).toBeNull();
    expect(blockProblemOf(text.replace(offline, "Some commands need a network"), claims)).toMatchObject({
      line: 11,
    });
    expect(blockProblemOf(text, claimsOf(promoted(files, 1)))?.message).toContain("not what the ledger says");
    expect(blockProblemOf("# Ours\n", claims)?.message).toContain("not in it");
    expect(blockProblemOf(null, [])).toBeNull();
    expect(blockProblemOf(text, [])?.message).toContain("holds no claim");
    expect(blockProblemOf(`${text}\n<!-- idse:end -->\n`, claims)?.message).toContain("second block");
  });

  it("is freed of a merge's conflicts where only the block is in conflict", () => {
    const both = claimsOf(promoted(files, 1), promoted(offline, 2));
    const [ours, theirs] = [[promoted(files, 1)], [promoted(offline, 2)]].map((events) =>
      contentOf("# Ours\n", claimsOf(...events)),
    );
    const merged = (left: string, right: string): string =>
      `<<<<<<< HEAD\n${left}=======\n${right}>>>>>>> other\n`;
    const settled = withoutBlockConflicts(merged(ours ?? "", theirs ?? ""), both);
    expect(contentOf(settled, both)).toBe(contentOf("# Ours\n", both));
    expect(withoutBlockConflicts(merged(ours ?? "", `${theirs ?? ""}Theirs.\n`), both)).toBeNull();
    expect(blockProblemOf(merged(ours ?? "", theirs ?? ""), both)?.message).toContain("conflict markers");
    expect(withoutBlockConflicts("# Ours\n", both)).toBe("# Ours\n");
  });
});
