import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ArtifactDocument, outerSectionsOf } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { estimateTokens } from "../src/TokenEstimate.ts";
import { tokens } from "./tokens.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Our own documents and guides. */
const corpus = [".idse/projects", "packages/orchestrator/guides", "docs"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => readFileSync(join(root, folder, name), "utf8")),
);

describe("the estimate", () => {
  it("never undercounts a document of ours, nor a section of one", () => {
    expect(corpus.length).toBeGreaterThan(40);
    for (const text of corpus) {
      expect(estimateTokens(text)).toBeGreaterThanOrEqual(tokens(text));
      for (const { start, end } of outerSectionsOf(new ArtifactDocument(text))) {
        const section = text.slice(start, end);
        expect(estimateTokens(section)).toBeGreaterThanOrEqual(tokens(section));
      }
    }
  });

  it("is no more than double for prose", () => {
    for (const text of corpus) expect(estimateTokens(text)).toBeLessThan(tokens(text) * 2);
  });

  it("counts short cells, digests and other scripts for what they are", () => {
    expect(estimateTokens("| a | b | c |\n".repeat(10))).toBeGreaterThanOrEqual(70);
    expect(estimateTokens("3f9ab0c4d5e6f7a8")).toBeGreaterThanOrEqual(12);
    expect(estimateTokens("設計文書")).toBeGreaterThanOrEqual(4);
    expect(estimateTokens("")).toBe(0);
  });

  it("of parts is no less than that of the whole, where each part ends a line", () => {
    const line = fc.string({ unit: "grapheme", maxLength: 80 }).map((text) => `- ${text}\n`);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const sum = lines.reduce((total, one) => total + estimateTokens(one), 0);
        return estimateTokens(lines.join("")) <= sum;
      }),
    );
  });
});
