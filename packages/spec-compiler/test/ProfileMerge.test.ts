import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { mergeProfiles } from "../src/ProfileMerge.ts";

const json = fc.jsonValue({ maxDepth: 4 });
const fields = fc.dictionary(fc.oneof(fc.constantFrom("a", "b", "__proto__"), fc.string()), json, {
  maxKeys: 5,
});

describe("mergeProfiles", () => {
  it("merges mappings deep and replaces lists and scalars", () => {
    expect(mergeProfiles({ a: { b: 1, c: [1, 2] }, d: "x" }, { a: { c: [3] }, d: { e: 1 } })).toEqual({
      a: { b: 1, c: [3] },
      d: { e: 1 },
    });
  });

  it("keeps what the feature calls null", () => {
    expect(mergeProfiles({ a: { b: 1 }, c: 2 }, { a: { b: null }, c: null, d: null })).toEqual({
      a: { b: 1 },
      c: 2,
      d: null,
    });
  });

  it("is settled by one merge, and takes over all of the feature that is said", () => {
    fc.assert(
      fc.property(fields, fields, (blueprint, feature) => {
        const merged = mergeProfiles(blueprint, feature);
        expect(mergeProfiles(merged, feature)).toEqual(merged);
        expect(mergeProfiles({}, feature)).toEqual(feature);
        expect(mergeProfiles(blueprint, {})).toEqual(blueprint);
        expect(Object.keys(merged).sort()).toEqual(
          [...new Set([...Object.keys(blueprint), ...Object.keys(feature)])].sort(),
        );
      }),
    );
  });
});
