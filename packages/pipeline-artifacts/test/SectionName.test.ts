import { describe, expect, it } from "@jest/globals";
import { ArtifactDocument } from "../src/ArtifactDocument.ts";
import { fragmentSlug, proposedSectionsOf, sectionSlug } from "../src/SectionName.ts";

describe("a section's slug", () => {
  it.each([
    ["Functional Requirements", "functional-requirements"],
    ["2. Functional Requirements", "functional-requirements"],
    ["2.1 Käse & Brot (alt):", "käse--brot-alt"],
    ["snake_case, e.g.", "snake_case-eg"],
    ["", ""],
  ])("of %j is %j", (title, slug) => {
    expect(sectionSlug(title)).toBe(slug);
  });

  it.each([
    ["Functional Requirements", "functional-requirements"],
    ["2. Functional Requirements", "2-functional-requirements"],
    ["2.1 Functional Requirements", "21-functional-requirements"],
    ["Käse & Brot", "k%C3%A4se--brot"],
    ["100", "100"],
  ])("of %j is that of its link's fragment %j", (title, fragment) => {
    expect(fragmentSlug(fragment)).toBe(sectionSlug(title));
  });

  it("takes a fragment that is not well encoded as it stands", () => {
    expect(fragmentSlug("100%")).toBe("100");
  });
});

describe("proposals", () => {
  const sections = (text: string) =>
    proposedSectionsOf(new ArtifactDocument(text)).map(({ section, body }) => [section, body]);

  it("are second-level sections, whatever their number and case, with all below them", () => {
    expect(
      sections(
        "# Spec\n\n## 1. Blueprint: 2. Scope\n\nNew.\n\n### More\n\ntext\n\n## Other\n\nx\n\n## BLUEPRINT : Goal: done\nA\n",
      ),
    ).toEqual([
      ["2. Scope", "\n\nNew.\n\n### More\n\ntext\n\n"],
      ["Goal: done", "\nA\n"],
    ]);
  });

  it.each([
    "# Blueprint: Scope\n\n## Goal\n",
    "## Goal\n\n### Blueprint: Scope\n",
    "## Goal\n\n# Blueprint: Scope\n",
    "## Blueprint\n\n## The blueprint: Scope\n",
    "## Blueprint:\n\ntext\n",
    "## Goal\n\n```md\n## Blueprint: Scope\n```\n",
    "## Goal\n\n> ## Blueprint: Scope\n",
    "",
  ])("are not in %j", (text) => {
    expect(sections(text)).toEqual([]);
  });
});
