import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import type * as z from "zod";
import * as Protocol from "../src/Protocol.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const text = (path: string) => readFileSync(here(path), "utf8").replaceAll("\r\n", "\n");

/** The `json` blocks below a heading of the document, in order. */
const examplesUnder = (heading: string): ReadonlyArray<unknown> => {
  const [, section = ""] =
    new RegExp(`^## ${heading}\\n([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, "m").exec(
      text("../../../docs/artifact-core.md"),
    ) ?? [];
  return Array.from(section.matchAll(/^```json\n([\s\S]*?)^```/gm), ([, block = ""]) => JSON.parse(block));
};

const spec = { project: "shop", session: "checkout", kind: "spec" };
const head = { ref: spec, revision: "1", digest: `sha256:${"0".repeat(64)}`, removed: false };

describe("the document of the contract", () => {
  const documented: ReadonlyArray<[string, ReadonlyArray<z.ZodType>]> = [
    ["Announcement", [Protocol.Announcement]],
    ["Answers", [Protocol.ErrorOutput]],
    ["artifact_heads", [Protocol.HeadsInput, Protocol.HeadsOutput]],
    ["artifact_get", [Protocol.GetInput, Protocol.GetOutput]],
    ["artifact_commit", [Protocol.CommitInput, Protocol.CommitOutput]],
  ];

  it.each(documented)("shows messages that the schemas take, under %s", (heading, schemas) => {
    const examples = examplesUnder(heading);
    expect(examples).toHaveLength(schemas.length);
    for (const [index, schema] of schemas.entries())
      expect(schema.safeParse(examples[index]).error?.issues).toBeUndefined();
  });

  it("names every code of a failure", () => {
    const page = text("../../../docs/artifact-core.md");
    for (const code of Protocol.errorCodes) expect(page).toContain(`| \`${code}\` |`);
  });
});

describe("the published JSON Schemas", () => {
  it("are those of the code", () => {
    const wanted = Object.entries(Protocol.publishedSchemas()).map(([name, schema]) => [
      `${name}.schema.json`,
      { title: name, ...schema },
    ]);
    const published = readdirSync(here("../schemas")).map((name) => [
      name,
      JSON.parse(text(`../schemas/${name}`)),
    ]);
    expect(Object.fromEntries(published)).toEqual(Object.fromEntries(wanted));
  });

  it("have an object at their root, as MCP wants it", () => {
    for (const schema of Object.values(Protocol.publishedSchemas())) expect(schema.type).toBe("object");
  });

  it("let an answer grow and an argument not", () => {
    const { artifact_heads } = Protocol.schemasOfTools();
    expect(artifact_heads.input.additionalProperties).toBe(false);
    expect(JSON.stringify(artifact_heads.output)).not.toContain('"additionalProperties"');
  });
});

describe("the schemas", () => {
  it("take no argument that names a tenant", () => {
    expect(Protocol.HeadsInput.safeParse({ project: "shop", tenant: "other" }).success).toBe(false);
    expect(Protocol.GetInput.safeParse({ refs: [spec], tenant: "other" }).success).toBe(false);
  });

  it.each(["../x", "a/b", "", ".git", "con", "a\u0000b", "right\u202eleft"])("refuse the name %j", (name) => {
    for (const ref of [
      { ...spec, project: name },
      { ...spec, session: name },
      { ...spec, kind: `claim/${name}` },
    ]) {
      expect(Protocol.GetInput.safeParse({ refs: [ref] }).success).toBe(false);
      expect(
        Protocol.HeadsOutput.safeParse({ heads: [{ ...head, ref }], cursor: "1", next: null }).success,
      ).toBe(false);
    }
  });

  it("take a listing only where it says whether it goes on", () => {
    expect(Protocol.HeadsOutput.safeParse({ heads: [head], cursor: "1" }).success).toBe(false);
    expect(Protocol.HeadsOutput.safeParse({ heads: [head], cursor: "1", next: null }).success).toBe(true);
  });

  it("let pass what an answer holds beyond the contract, and drop it", () => {
    const parsed = Protocol.HeadsOutput.parse({ heads: [], cursor: "1", next: null, later: true });
    expect(parsed).toEqual({ heads: [], cursor: "1", next: null });
  });
});
