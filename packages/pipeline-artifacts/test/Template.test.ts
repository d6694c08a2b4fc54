import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { ArtifactDocument } from "../src/ArtifactDocument.ts";
import { digestOf } from "../src/Digest.ts";
import { earlierTemplates, isFilledFrom, outlineOf } from "../src/EarlierTemplates.ts";
import { templates } from "../src/generated/templates.ts";
import { isDisplayName } from "../src/Name.ts";
import { openMarkersOf } from "../src/OpenMarker.ts";
import { isStage, stageDefinition, stages } from "../src/Stage.ts";
import { fillTemplate, isUntouched, newDocument, templateOf } from "../src/Template.ts";

const names = {
  project_name: "shop",
  session_id: "checkout",
  session_name: "Größe & Maß: 50 % $& {{stack}}",
  stack: "typescript",
  date: "2026-11-24",
};

describe("filling", () => {
  it("replaces the names it knows, with and without spaces, and leaves the rest", () => {
    expect(fillTemplate("{{stack}} {{ session_id }} {{constructor}} {{Stack}} {stack}", names)).toBe(
      "typescript checkout {{constructor}} {{Stack}} {stack}",
    );
  });

  it("puts values in as they are, once", () => {
    expect(fillTemplate("{{session_name}}", names)).toBe(names.session_name);
  });
});

describe("the templates", () => {
  it("are the files of the package, one for each stage", () => {
    const folder = new URL("../templates/", import.meta.url);
    const files = readdirSync(folder).sort();
    expect(files).toEqual(stages.map((stage) => `${stage}.md`).sort());
    for (const file of files) {
      expect(readFileSync(new URL(file, folder), "utf8").replaceAll("\r\n", "\n")).toBe(templates[file]);
    }
  });

  it.each(stages)("make a new %s in its place, with every name filled", (stage) => {
    const made = newDocument(stage, names);
    expect(made.path).toBe(stageDefinition(stage).path);
    expect(made.templateDigest).toBe(digestOf(made.content));
    expect(fillTemplate(templateOf(stage), { ...names, session_name: "Checkout" })).not.toMatch(/\{\{|\}\}/);
    expect(made.content).toContain(names.session_name);
  });

  it.each(stages)(
    "leave in %s open markers that each ask for something, and a single first heading",
    (stage) => {
      const document = new ArtifactDocument(newDocument(stage, names).content);
      const markers = openMarkersOf(document);
      expect(markers.length).toBeGreaterThan(0);
      expect(markers).toHaveLength(document.text.match(/REQUIRES INPUT/gi)?.length ?? 0);
      for (const { reason } of markers) expect(reason).toMatch(/^[A-Z].*[.?]$/);
      expect(document.headings.filter((heading) => heading.depth === 1)).toHaveLength(1);
      expect(document.sections.filter((section) => document.bodyOf(section).trim() === "")).toEqual([]);
    },
  );

  it("hold nothing that a display name could break", () => {
    const name = `'#&*{}|:,!%@- ${"x".repeat(50)}`;
    expect(isDisplayName(name)).toBe(true);
    const document = new ArtifactDocument(newDocument("spec", { ...names, session_name: name }).content);
    const plain = new ArtifactDocument(newDocument("spec", names).content);
    expect(document.headings.slice(1)).toHaveLength(plain.headings.length - 1);
    expect(document.codeBlocks[0]?.value).toContain(`name: "${name}"\n`);
  });

  it("may be the repository's own", () => {
    const made = newDocument("intent", names, "# {{session_id}}\n");
    expect(made.content).toBe("# checkout\n");
    expect(isUntouched("intent", "# checkout\r\n", made.templateDigest)).toBe(true);
  });
});

describe("an untouched document", () => {
  it.each(stages)("is recognised by the digest recorded for it: %s", (stage) => {
    const { content, templateDigest } = newDocument(stage, names);
    expect(isUntouched(stage, content, templateDigest)).toBe(true);
    expect(isUntouched(stage, `\ufeff${content.replaceAll("\n", "\r\n")}`, templateDigest)).toBe(true);
    expect(isUntouched(stage, `${content}\n`, templateDigest)).toBe(false);
    expect(isUntouched(stage, content, digestOf("something else"))).toBe(false);
  });

  it.each(stages)("is recognised without a record too: %s", (stage) => {
    const { content } = newDocument(stage, names);
    for (const text of [
      content,
      content.replaceAll("\n", "\r\n"),
      `\ufeff${content}\n\n`,
      content.trimEnd(),
    ]) {
      expect(isUntouched(stage, text, null)).toBe(true);
    }
  });

  it.each(stages)("is no longer one when a line is written, added or removed: %s", (stage) => {
    const { content } = newDocument(stage, names);
    const lines = content.split("\n");
    const marker = lines.findIndex((line) => line.includes("[REQUIRES INPUT"));
    for (const edited of [
      lines.with(marker, "Written."),
      lines.toSpliced(marker, 0, "More."),
      lines.toSpliced(marker, 1),
    ]) {
      expect(isUntouched(stage, edited.join("\n"), null)).toBe(false);
    }
  });

  it("is not the template of another stage, and not an empty text", () => {
    expect(isUntouched("plan", newDocument("tasks", names).content, null)).toBe(false);
    expect(isUntouched("plan", "", null)).toBe(false);
  });
});

describe("earlier templates", () => {
  it("are still recognised, names filled in, and no longer once something is written", () => {
    const earlier = newDocument("spec", names)
      .content.replace("**FR-1** (SC-1):", "**FR-1**:")
      .replace("Name the success criterion it serves in brackets.", "Later documents refer to the numbers.");
    expect(isUntouched("spec", earlier, null)).toBe(true);
    expect(isUntouched("spec", earlier.replace("None yet.", "None."), null)).toBe(false);
  });

  it("have rows that can match", () => {
    for (const { stage, lines, filled, digest } of earlierTemplates) {
      expect(isStage(stage)).toBe(true);
      expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(filled).toEqual([...new Set(filled)].sort((a, b) => a - b));
      expect(filled.every((line) => line >= 0 && line < lines)).toBe(true);
      expect(filled.length).toBeLessThan(lines);
    }
  });

  it("have one row each, and at least one for every stage", () => {
    expect(new Set(earlierTemplates.map((row) => row.digest)).size).toBe(earlierTemplates.length);
    expect(stages.filter((stage) => !earlierTemplates.some((row) => row.stage === stage))).toEqual([]);
  });

  it("match a text by all lines but the filled ones", () => {
    const row = outlineOf("feedback", "# {{name}}\n\n- none\n");
    expect(row).toMatchObject({ stage: "feedback", lines: 3, filled: [0] });
    expect(isFilledFrom(row, "# Shop\n\n- none\n")).toBe(true);
    expect(isFilledFrom(row, "\ufeffanything\r\n\r\n- none\r\n\r\n")).toBe(true);
    expect(isFilledFrom(row, "# Shop\n\n- one\n")).toBe(false);
    expect(isFilledFrom(row, "# Shop\n- none\n")).toBe(false);
    expect(isFilledFrom(row, "# Shop\n\n- none\n- more\n")).toBe(false);
    expect(isFilledFrom(outlineOf("feedback", "# F\n{{name}}\n"), "# F\n")).toBe(false);
  });
});
