/** Whatever stood in a file before, it stands there again after the block was put in and taken out. */
import { expect, it } from "@jest/globals";
import fc from "fast-check";
import { type ExistingFiles, planInstructionFiles, removeInstructionFiles } from "../src/InstructionFiles.ts";

type Files = Readonly<Record<string, string | null>>;

const lineEnd = fc.constantFrom("\n", "\r\n", "\r");
const piece = fc.constantFrom(
  "",
  "text",
  "# Heading",
  "- item",
  "    indented",
  "> quote",
  "```",
  "~~~",
  "---",
  "<!-- note",
  "-->",
  "<div>",
  "@AGENTS.md",
  "  @AGENTS.md",
  "\u2028",
  "<!-- idse:begin -->",
  "<!-- idse:begin (managed by idse; edits inside are overwritten) -->",
  "<!-- idse:begin (managed by idse; edits inside are overwritten; line ends put before: 2) -->",
  "<!-- idse:end -->",
  "    <!-- idse:end -->",
  "`<!-- idse:begin -->`",
);
const line = fc.tuple(fc.oneof({ weight: 4, arbitrary: piece }, fc.string({ unit: "binary" })), lineEnd);

const text = fc
  .tuple(fc.constantFrom("", "\ufeff"), fc.array(line, { maxLength: 8 }), fc.constantFrom("", "end", "```"))
  .map(([mark, lines, last]) => mark + lines.map(([shown, end]) => shown + end).join("") + last);

const prior = fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 6, arbitrary: text });

const install = (existing: ExistingFiles, project: string): Files | null => {
  const planned = planInstructionFiles({ project, stack: null, existing });
  if (!planned.ok) return null;
  return Object.fromEntries(planned.files.map((file) => [file.path, file.content]));
};

const remove = (existing: ExistingFiles): Files => {
  const removed = removeInstructionFiles(existing);
  if (!removed.ok) throw new Error(JSON.stringify(removed.problems));
  const contents = removed.files.map((file) => [file.path, file.content]);
  return { "AGENTS.md": null, "CLAUDE.md": null, ...Object.fromEntries(contents) };
};

/** Whether a text already holds a block as IDSE writes it: then it is installed, and removing is not undoing. */
const isInstalled = (text: string | null): boolean => {
  const removed = removeInstructionFiles({ "AGENTS.md": text });
  return removed.ok && removed.files.some((file) => file.action !== "keep");
};

const priorFiles = fc
  .record({ "AGENTS.md": prior, "CLAUDE.md": prior })
  .filter((files) => !Object.values(files).some(isInstalled));

it("gives back the same bytes after install, update and removal, and installing twice changes nothing", () => {
  let installed = 0;
  fc.assert(
    fc.property(priorFiles, (files) => {
      const first = install(files, "demo");
      if (first === null) return;
      installed += 1;
      expect(install(first, "demo")).toEqual(first);
      const updated = install(first, "another name");
      expect(updated).not.toBeNull();
      expect(remove(updated ?? {})).toEqual(files);
    }),
    { numRuns: 3000 },
  );
  expect(installed).toBeGreaterThan(500);
});

it("refuses nothing that holds no marker and no code block", () => {
  const harmless = prior.filter((one) => !/idse:|```|~~~/.test(one ?? ""));
  fc.assert(
    fc.property(fc.record({ "AGENTS.md": harmless, "CLAUDE.md": harmless }), (files) => {
      expect(install(files, "demo")).not.toBeNull();
    }),
  );
});

it("never touches a byte outside a block that is there", () => {
  const plain = text.filter((one) => !/idse:|```|~~~/.test(one));
  const block = "<!-- idse:begin -->\nold\n<!-- idse:end -->";
  fc.assert(
    fc.property(plain, plain, (before, after) => {
      const content = install({ "AGENTS.md": `${before}\n${block}\n${after}` }, "demo")?.["AGENTS.md"] ?? "";
      expect(content.startsWith(`${before}\n<!-- idse:begin`)).toBe(true);
      expect(content.endsWith(`<!-- idse:end -->\n${after}`)).toBe(true);
    }),
  );
});
