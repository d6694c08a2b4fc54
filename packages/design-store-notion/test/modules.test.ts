/** What can be decided without a Notion. */
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parseDataSource } from "../src/DataSourceAddress.ts";
import { progressOf, withDone } from "../src/Manifest.ts";
import { bodyOf, renderingOf, saysTheSame, textOfBody } from "../src/PageBody.ts";
import { idOf, manifestOf, refOf } from "../src/PageName.ts";
import { decodeSource, encodeSource } from "../src/SourceText.ts";
import { render } from "./server/Rendering.ts";
import { ref } from "./store.ts";

const id = "1f0e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
const compact = id.replaceAll("-", "");

describe("the address of a data source", () => {
  it.each([
    [id, "data source"],
    [compact, "data source"],
    [` ${compact.toUpperCase()}\n`, "data source"],
    [`collection://${id}`, "data source"],
    [`view://${compact}`, "view"],
    [`https://www.notion.so/acme/Our-designs-${compact}?v=0123456789abcdef0123456789abcdef`, "database"],
    [`https://www.notion.so/${compact}`, "database"],
    [`https://acme.notion.site/Designs-${compact}#top`, "database"],
    [`https://app.notion.com/p/${id}`, "database"],
  ])("may be %s", (text, kind) => {
    expect(parseDataSource(text)).toEqual({ kind, id });
  });

  it.each([
    "",
    "designs",
    compact.slice(1),
    `${id}0`,
    `http://www.notion.so/${compact}`,
    `https://notion.so.example.com/${compact}`,
    "https://www.notion.so/acme/Our-designs",
    `file://${id}`,
  ])("is not %j", (text) => {
    expect(parseDataSource(text)).toBeUndefined();
  });
});

describe("the name of a page", () => {
  it("is read back as what it names", () => {
    for (const one of [
      ref("spec"),
      ref("claim/c1"),
      ref("project", null),
      ref("spec", "__project__"),
      manifestOf(ref("spec")),
      manifestOf(ref("project", null)),
    ])
      expect(refOf(idOf(one))).toEqual(one);
  });

  it.each([
    "",
    "shop",
    "shop::checkout",
    "shop::checkout::nonsense",
    "shop::__project__::session_state",
    "a::b::spec::c",
    "../x::b::spec",
    "a::..::manifest",
  ])("that is not ours is left alone: %j", (text) => {
    expect(refOf(text)).toBeUndefined();
  });
});

describe("the body of a page", () => {
  it.each(["{}\n", '{\n  "a": "```"\n}\n', "````\n"])("gives JSON back exactly: %j", (text) => {
    expect(textOfBody("state", bodyOf("state", text))).toBe(text);
  });

  it("ends a text with a line end, and has none for no text", () => {
    expect(textOfBody("spec", "# A\n- b")).toBe("# A\n- b\n");
    expect(textOfBody("spec", " \n\n")).toBe("");
    expect(textOfBody("state", "```json\n\n```")).toBe("");
  });

  it("is known again whatever ends it", () => {
    expect(renderingOf("# A\n")).toBe(renderingOf("# A"));
    expect(renderingOf("# A")).not.toBe(renderingOf("# B"));
  });

  it("says the same as its rendering, and not the same with a word more or less", () => {
    const text = "# Title\n\n* one ~ `two`\n+ three <!-- why -->\n\n|a|b|\n|-|-|\n\n1. Done, is it?\n";
    expect(saysTheSame(render(text), text)).toBe(true);
    for (const other of [
      `${text}x`,
      text.replace("one", ""),
      text.replace(",", ""),
      text.replace("1.", "2."),
    ])
      expect(saysTheSame(render(other), text)).toBe(false);
  });
});

describe("the exact text in a column", () => {
  it("comes back, and is ASCII", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const encoded = encodeSource(text);
        expect(decodeSource(encoded)).toBe(text);
        expect(encoded).toMatch(/^[\w:+/=]+$/);
      }),
    );
  });

  it.each(["", "text", "z1:", "z1:####", `z1:${"A".repeat(40)}`, encodeSource("x".repeat(5_000_000))])(
    "is nothing where it was not written by this store",
    (column) => {
      expect(decodeSource(column)).toBeUndefined();
    },
  );
});

describe("a manifest", () => {
  const head = (name: string) => ({ id: name, revision: "1", digest: "d", removed: false });

  it("gathers what several pages remember of one operation", () => {
    const record = withDone({ pending: null, done: [] }, [
      { operation: "x", heads: [head("a")] },
      { operation: "x", heads: [head("b"), head("a")] },
    ]);
    expect(record.done).toEqual([{ operation: "x", heads: [head("a"), head("b")] }]);
  });

  it("remembers the last hundred", () => {
    const done = Array.from({ length: 150 }, (_, index) => ({ operation: `o${index}`, heads: [] }));
    const record = withDone({ pending: null, done: [] }, done);
    expect([record.done.length, record.done[0]?.operation]).toEqual([100, "o50"]);
  });

  it("takes a removal for done when its page is gone, and another page for another matter", () => {
    const change = { id: "a", digest: null, page: "p1" };
    expect(progressOf(change, "x", [])).toBe("done");
    const page = { id: "p2" } as Parameters<typeof progressOf>[2][number];
    expect(progressOf(change, "x", [page])).toBe("done");
    expect(progressOf({ ...change, page: "p2" }, "x", [page])).toBe("not begun");
  });
});
