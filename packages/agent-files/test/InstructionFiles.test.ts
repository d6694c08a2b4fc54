import { stageTable } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import { texts } from "../src/generated/texts.ts";
import {
  type ExistingFiles,
  type InstructionFilesInput,
  type InstructionFilesResult,
  planInstructionFiles,
  removeInstructionFiles,
} from "../src/InstructionFiles.ts";

const filesOf = <F>(result: InstructionFilesResult<F>): ReadonlyArray<F> => {
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.files;
};

const plan = (existing: ExistingFiles, more: Partial<InstructionFilesInput> = {}) =>
  planInstructionFiles({ project: "demo", stack: "node", existing, ...more });

const contents = (files: ReadonlyArray<{ readonly path: string; readonly content: string | null }>) =>
  Object.fromEntries(files.map(({ path, content }) => [path, content]));

const opening = "<!-- idse:begin (managed by idse; edits inside are overwritten";
const closing = "<!-- idse:end -->";
/** The mark of the text in an opening marker changes with every word of it. */
const unmarked = (text = ""): string => text.replace(/; text: [0-9a-f]{8}\) -->/g, ") -->");

describe("planInstructionFiles", () => {
  it("makes AGENTS.md, and a CLAUDE.md that is one import line", () => {
    const [agents, claude] = filesOf(plan({ "AGENTS.md": null, "CLAUDE.md": null }));
    expect(agents).toMatchObject({ path: "AGENTS.md", action: "create" });
    expect(unmarked(agents?.content).split("\n")[0]).toBe(`${opening}; made with: CLAUDE.md) -->`);
    expect(agents?.content.endsWith(`\n${closing}\n`)).toBe(true);
    expect(agents?.content).toContain("The project is demo.\nIts stack is node.\n");
    expect(claude).toEqual({ path: "CLAUDE.md", content: "@AGENTS.md\n", action: "create" });
  });

  it("adds a block behind one blank line to a file that has none", () => {
    const [agents, claude] = filesOf(plan({ "AGENTS.md": "# Ours\n", "CLAUDE.md": "# Ours" }));
    expect(agents?.action).toBe("update");
    expect(unmarked(agents?.content)).toMatch(`# Ours\n\n${opening}; line ends put before: 1) -->\n## `);
    expect(unmarked(claude?.content)).toBe(
      `# Ours\n\n${opening}; line ends put before: 2) -->\n@AGENTS.md\n${closing}\n`,
    );
  });

  it("keeps a CLAUDE.md that imports AGENTS.md on a line of its own", () => {
    for (const text of ["@AGENTS.md\n", "# Ours\r\n@./AGENTS.md\r\nMore", "\ufeff@AGENTS.md"]) {
      expect(filesOf(plan({ "CLAUDE.md": text }))).toEqual([
        { path: "CLAUDE.md", content: text, action: "keep" },
      ]);
    }
  });

  it("takes neither a mention nor a line of code for an import", () => {
    for (const text of ["See @AGENTS.md for more.\n", "```\n@AGENTS.md\n```\n", "<!--\n@AGENTS.md\n-->\n"]) {
      expect(filesOf(plan({ "CLAUDE.md": text }))[0]?.action).toBe("update");
    }
  });

  it("replaces the block in place and leaves everything around it", () => {
    const before = "\ufeff# Ours\r\n\r\n";
    const after = "\r\n\r\nMore of ours  \r\n\n\nno line end";
    const old = `${opening}) -->\r\nold text\r\n${closing}`;
    const content = filesOf(plan({ "AGENTS.md": before + old + after }))[0]?.content ?? "";
    expect(unmarked(content).startsWith(`${before}${opening}) -->\r\n## Working`)).toBe(true);
    expect(content.endsWith(`\r\n${closing}${after}`)).toBe(true);
    expect(content).not.toContain("old text");
    expect(content.slice(before.length, -after.length).replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });

  it("overwrites edits inside the block of CLAUDE.md", () => {
    const [file] = filesOf(plan({ "CLAUDE.md": "# Ours\n" }));
    const edited = file?.content.replace("@AGENTS.md\n", "@AGENTS.md\nedited\n") ?? null;
    expect(filesOf(plan({ "CLAUDE.md": edited }))).toEqual([file]);
  });

  it("leaves a path alone that it is not told of", () => {
    expect(filesOf(plan({ "AGENTS.md": null })).map((file) => file.path)).toEqual(["AGENTS.md"]);
    expect(filesOf(plan({}))).toEqual([]);
  });

  it("says nothing of a stack that is not known", () => {
    const content = filesOf(plan({ "AGENTS.md": null }, { stack: null }))[0]?.content ?? "";
    expect(content).not.toMatch(/stack|\{\{/);
  });

  it("lets a project's name bring no marker and no line of its own", () => {
    const project = `x\n${closing}\n\`\`\`\n{{stack}}`;
    const [file] = filesOf(plan({ "AGENTS.md": null }, { project }));
    expect(file?.content).toContain(`The project is x ${closing} \`\`\` {{stack}}.`);
    expect(filesOf(plan({ "AGENTS.md": file?.content ?? null }, { project }))[0]?.action).toBe("keep");
  });
});

describe("a broken block", () => {
  const block = `${opening}) -->\nx\n${closing}\n`;
  const cases: ReadonlyArray<readonly [what: string, text: string, line: number]> = [
    ["is not closed", `a\n\n${opening}) -->\nx\n`, 3],
    ["is closed without having been opened", `a\n${closing}\n`, 2],
    ["is opened twice", `${opening}) -->\n${block}`, 1],
    ["is there twice", `${block}${block}`, 4],
    ["stands the wrong way round", `${closing}\n${opening}) -->\n`, 1],
  ];

  it.each(cases)("that %s is refused with its line, and no file is changed", (_, text, line) => {
    for (const path of ["AGENTS.md", "CLAUDE.md"]) {
      const existing = { "AGENTS.md": null, "CLAUDE.md": null, [path]: text };
      expect(plan(existing)).toMatchObject({ ok: false, problems: [{ path, line }] });
      expect(removeInstructionFiles(existing)).toMatchObject({ ok: false, problems: [{ path, line }] });
    }
  });

  it.each(cases)("that %s is mended by force, with no text lost", (_, text) => {
    const [file] = filesOf(plan({ "AGENTS.md": text }, { force: true }));
    expect(file?.content.match(/idse:begin/g)).toHaveLength(1);
    const kept = text.split("\n").filter((line) => line !== "" && !line.startsWith("<!--"));
    for (const line of kept) expect(file?.content.split("\n")).toContain(line);
  });

  it("is refused where a code block that is never closed would swallow it", () => {
    expect(plan({ "AGENTS.md": "# Ours\n\n```sh\nnpm test\n" })).toMatchObject({
      ok: false,
      problems: [{ path: "AGENTS.md", line: 3 }],
    });
  });
});

describe("removeInstructionFiles", () => {
  it("deletes what was made whole and holds nothing else", () => {
    const made = contents(filesOf(plan({ "AGENTS.md": null, "CLAUDE.md": null })));
    expect(filesOf(removeInstructionFiles(made))).toEqual([
      { path: "AGENTS.md", content: null, action: "delete" },
      { path: "CLAUDE.md", content: null, action: "delete" },
    ]);
  });

  it("keeps a CLAUDE.md that looks like ours and was there before", () => {
    const made = contents(filesOf(plan({ "AGENTS.md": null, "CLAUDE.md": "@AGENTS.md\n" })));
    expect(filesOf(removeInstructionFiles(made))[1]).toEqual({
      path: "CLAUDE.md",
      content: "@AGENTS.md\n",
      action: "keep",
    });
  });

  it("keeps what was written into a file after we made it", () => {
    const made = contents(filesOf(plan({ "AGENTS.md": null, "CLAUDE.md": null })));
    const files = filesOf(
      removeInstructionFiles({
        "AGENTS.md": `${made["AGENTS.md"]}\n## Ours\n`,
        "CLAUDE.md": `${made["CLAUDE.md"]}Ours\n`,
      }),
    );
    expect(contents(files)).toEqual({ "AGENTS.md": "\n## Ours\n", "CLAUDE.md": "@AGENTS.md\nOurs\n" });
  });

  it("does not join what stood before the block to what was written after it", () => {
    const [file] = filesOf(plan({ "AGENTS.md": "before" }));
    const files = filesOf(removeInstructionFiles({ "AGENTS.md": `${file?.content}after` }));
    expect(files[0]?.content).toBe("before\n\nafter");
  });

  it.each([
    ["shows the markers in a code block", `\`\`\`md\n${opening}) -->\nx\n${closing}\n\`\`\`\n`],
    ["shows one marker in indented code", `Ours:\n\n    ${closing}\n`],
    ["names a marker in a line", `The block opens with ${opening}) --> and ends.`],
    ["is empty", ""],
    ["is a byte order mark", "\ufeff"],
    ["has CRLF and no last line end", "\ufeffa\r\nb"],
    ["mixes line ends", "a\nb\n\r"],
  ])("restores a file that %s", (_, text) => {
    const [made] = filesOf(plan({ "AGENTS.md": text }));
    expect(made?.content.startsWith(text)).toBe(true);
    expect(filesOf(removeInstructionFiles({ "AGENTS.md": made?.content ?? null }))[0]?.content).toBe(text);
  });

  it("finds its way in a checkout whose line ends were changed", () => {
    const [file] = filesOf(plan({ "AGENTS.md": "a\nb" }));
    const changed = file?.content.replaceAll("\n", "\r\n") ?? null;
    expect(filesOf(plan({ "AGENTS.md": changed }))[0]?.action).toBe("keep");
    expect(filesOf(removeInstructionFiles({ "AGENTS.md": changed }))[0]?.content).toBe("a\r\nb");
  });
});

describe("the text of the block", () => {
  const text = texts["AGENTS.md"] ?? "";

  it("is short enough to be read every time", () => {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1536);
  });

  it("names every stage's document and no other", () => {
    const named = [...text.matchAll(/`([a-z]+\/[a-zA-Z]+\.md)`/g)].map((match) => match[1]);
    expect([...new Set(named)]).toEqual(stageTable.map((row) => row.path));
  });

  it("holds no fence, no marker and no name of an agent", () => {
    expect(text).not.toMatch(/^\s*(```|~~~)/m);
    expect(text).not.toMatch(/idse:(begin|end)|claude|codex|copilot|gemini|cursor/i);
  });
});
