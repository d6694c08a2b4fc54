import { ArtifactDocument, normaliseTitle, sectionFingerprintsOf } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { mergeSection } from "../src/SectionMerge.ts";

const target = "# Spec\n\nfirst\n\n## 1. Goal\n\ngoal\n\n## 2. Scope\n\nscope\n";

const baseIn = (text: string, title: string): string | null =>
  sectionFingerprintsOf(new ArtifactDocument(text)).find(
    (one) => normaliseTitle(one.section) === normaliseTitle(title),
  )?.fingerprint ?? null;

const merge = (text: string, section: string, body: string, base = baseIn(text, section)) => {
  const result = mergeSection(new ArtifactDocument(text), { section, body, base });
  return result._tag === "Merged" ? [result.outcome, result.document.text] : result._tag;
};

describe("a section given another text", () => {
  it("keeps its heading, and everything else byte for byte", () => {
    expect(merge(target, "goal", "\n\nnew goal\n\n### Part\n\nmore\n\n")).toEqual([
      "replaced",
      target.replace("\ngoal\n", "\nnew goal\n\n### Part\n\nmore\n"),
    ]);
    expect(merge(target, "Scope", "new")).toEqual(["replaced", target.replace("\nscope\n", "\nnew\n")]);
  });

  it("keeps the target's byte order mark and line ends, whatever those of the proposal", () => {
    const windows = `\ufeff${target.replaceAll("\n", "\r\n")}`;
    const expected = `\ufeff${target.replace("\ngoal\n", "\none\ntwo\n").replaceAll("\n", "\r\n")}`;
    for (const body of ["\none\ntwo\n", "\r\none\r\ntwo\r\n"]) {
      expect(merge(windows, "Goal", body)).toEqual(["replaced", expected]);
    }
    expect(merge(target, "Goal", "\r\none\r\ntwo\r\n")).toEqual([
      "replaced",
      target.replace("\ngoal\n", "\none\ntwo\n"),
    ]);
  });

  it("is appended where the target has none, and had none", () => {
    expect(merge(target, "Limits", "\nnone\n")).toEqual(["appended", `${target}\n## Limits\n\nnone\n`]);
    expect(merge("# Spec\n\n## Goal\n\ngoal", "Limits", "none")).toEqual([
      "appended",
      "# Spec\n\n## Goal\n\ngoal\n\n## Limits\n\nnone\n",
    ]);
  });

  it("is unchanged where it says so already, whatever it was built on", () => {
    expect(merge(target, "Goal", "\n\ngoal  \n", "fp1:other")).toBe("Unchanged");
  });

  it("has moved where it is not what it was, went, or came", () => {
    expect(merge(target, "Goal", "new", "fp1:other")).toBe("Moved");
    expect(merge(target, "Goal", "new", null)).toBe("Moved");
    expect(merge(target, "Limits", "new", "fp1:other")).toBe("Moved");
  });

  it.each(["```\nnever closed", "<!-- never closed", "text\n\n## Another\n\nsection", "text\n===\n"])(
    "is refused where %j would reach beyond it",
    (body) => {
      expect(merge(target, "Goal", body)).toBe("Spills");
      expect(merge(`${target}\n\`\`\`\nopen`, "Limits", "new")).toBe("Spills");
    },
  );

  it("changes no other section, whatever the text", () => {
    const lines = fc.constantFrom(
      "text",
      "",
      "### Part",
      "## Section",
      "# Title",
      "```",
      "<!--",
      "-->",
      "===",
      "---",
      "- item",
      "    code",
      "> quote",
      "[a]: b",
      "| a |",
    );
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 8 }), (body) => {
        const before = new ArtifactDocument(target);
        const result = mergeSection(before, {
          section: "Goal",
          body: body.join("\n"),
          base: baseIn(target, "Goal"),
        });
        if (result._tag !== "Merged") return;
        const others = (document: ArtifactDocument) =>
          sectionFingerprintsOf(document).filter((one) => one.section !== "1. Goal");
        expect(others(result.document)).toEqual(others(before));
      }),
    );
  });
});
