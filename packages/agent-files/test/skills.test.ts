/** Skills held against the limits of the Agent Skills format. */
import { describe, expect, it } from "@jest/globals";
import { skillTexts } from "../src/pieces/Skills.ts";
import { done, plan } from "./support.ts";

const known = ["name", "description", "license", "compatibility", "metadata", "allowed-tools"];

const files = done({}, plan({}, { parts: ["skills"] }));
const skills = Object.entries(files).flatMap(([path, text]) =>
  text === null ? [] : [[path, text] as const],
);

/** Front matter of plain `key: value` lines and one map of strings; anything else is refused. */
const parsed = (text: string) => {
  const [, head = "", body = ""] = /^---\n([\s\S]*?)\n---\n\n([\s\S]*)$/.exec(text) ?? [];
  const fields = new Map<string, string>();
  for (const line of head.split("\n")) {
    const [, inner, key = "", value = ""] = /^( {2})?([a-z-]+):(?: (.+))?$/.exec(line) ?? [];
    if (key === "") throw new Error(`not plain: ${line}`);
    // A colon, a quote at the start or a hash would make it another value in YAML.
    if (inner === undefined) expect(value).not.toMatch(/: |^["'[{&*!|>%@`]| #/);
    else expect(value).toMatch(/^"[^"\\]*"$/);
    fields.set(inner === undefined ? key : `metadata.${key}`, value);
  }
  return { fields, body };
};

describe("skills", () => {
  it("are the same in both folders", () => {
    expect(skills).toHaveLength(2 * skillTexts.length);
    for (const { path } of skillTexts)
      expect(files[`.claude/skills/${path}`]).toBe(files[`.agents/skills/${path}`]);
  });

  it.each(skills)("%s keeps to the format", (path, text) => {
    const { fields, body } = parsed(text);
    const folder = path.split("/").at(-2);
    const name = fields.get("name") ?? "";
    expect(name).toBe(folder);
    expect(name).toMatch(/^(?!-)(?!.*--)[a-z0-9-]{1,64}(?<!-)$/);
    const description = fields.get("description") ?? "";
    expect(description.length).toBeGreaterThan(0);
    expect(description.length).toBeLessThanOrEqual(1024);
    for (const key of fields.keys()) expect(known).toContain(key.split(".")[0]);
    expect(body.split("\n").length).toBeLessThan(500);
    // Short: read whole when it is needed.
    expect(body.split("\n").length).toBeLessThan(30);
    expect(body).toMatch(/`idse [a-z]/);
  });

  it("hold a mark that tells whether they were changed", () => {
    for (const [, text] of skills) expect(text).toMatch(/^ {2}idse-text: "[0-9a-f]{8}"$/m);
  });
});
