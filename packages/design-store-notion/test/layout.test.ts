import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { inLayoutOf } from "../src/Layout.ts";
import { render } from "./server/Rendering.ts";

const source = `# Spec

<!-- What it is, in a few words. -->

A shop_with a "cart".

## Requirements

* FR-1: pay
* FR-2: return

| Key | Value |
|-----|-------|
| a   | b     |

\`\`\`ts
const a = 1;

const b = 2;
\`\`\`

<!-- idse-waive article-3/one-title: why -->
## Out of scope

Nothing else.
`;

/** What a person makes of the page, in the form Notion gives. */
const edited = (change: (rendered: string) => string): string =>
  inLayoutOf(source, `${render(change(render(source)))}\n`);

describe("an edited page in the layout of its source", () => {
  it("is the source where nobody edited", () => {
    expect(render(source)).not.toContain("<!--");
    expect(edited((text) => text)).toBe(source);
  });

  it("differs in the edited line alone", () => {
    expect(edited((text) => text.replace("pay", "pay by card"))).toBe(source.replace("pay", "pay by card"));
    expect(edited((text) => text.replace("Nothing else", "Nothing"))).toBe(
      source.replace("Nothing else", "Nothing"),
    );
    expect(edited((text) => text.replace("const b = 2", "const b = 3"))).toBe(
      source.replace("b = 2", "b = 3"),
    );
  });

  it("keeps items of a list together and blocks apart", () => {
    expect(
      edited((text) => text.replace("- FR-2: return", "- FR-2: return\n- FR-3: refund\nMore of it.")),
    ).toBe(source.replace("* FR-2: return\n", "* FR-2: return\n* FR-3: refund\n\nMore of it.\n"));
  });

  it("loses what was taken out, and no comment that nobody saw", () => {
    expect(edited((text) => text.replace("## Out of scope\n", "").replace("\nNothing else.", ""))).toBe(
      source.replace("\n## Out of scope\n\nNothing else.", "").replace("```\n\n<!--", "```\n<!--"),
    );
  });

  it("takes a comment that Notion shows for a line like any other", () => {
    const shown = source.replace(/\n\n(?!const)/g, "\n");
    expect(inLayoutOf(source, shown)).toBe(source);
    expect(inLayoutOf(source, shown.replace(/<!-- What.*\n/, ""))).not.toContain("<!-- What");
  });

  it("is what the page says where the two have nothing in common", () => {
    expect(inLayoutOf(source, "All new.\n")).toContain("All new.\n");
    expect(inLayoutOf("", "All new.\n")).toBe("All new.\n");
    expect(inLayoutOf(source, "")).toBe("");
  });

  const line = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        "a",
        "b b",
        "# T",
        "* x",
        "- y",
        "1. z",
        "",
        "| p | q |",
        "<!-- c -->",
        "d <!-- e -->",
        "```",
        "\\~",
      ),
    },
    { weight: 1, arbitrary: fc.string({ maxLength: 8 }).map((text) => text.replace(/[\r\n]/g, "")) },
  );
  const text = fc.array(line, { maxLength: 14 }).map((lines) => `${lines.join("\n")}\n`);

  it("always says what the page says", () => {
    fc.assert(
      fc.property(text, text, (written, other) => {
        const page = `${render(other)}\n`;
        const laid = inLayoutOf(written, page);
        expect(render(laid).trimEnd()).toBe(render(page).trimEnd());
      }),
      { numRuns: 2_000 },
    );
  });

  it("keeps every comment of the source that Notion hides", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "b", "", "* x", "## H"), { maxLength: 10 }),
        text,
        (lines, other) => {
          const written = lines.map((one, index) => `${one}\n\n<!-- kept ${index} -->\n`).join("\n");
          const page = `${render(other)}\n`;
          const laid = inLayoutOf(written, page);
          fc.pre(laid !== page);
          for (const index of lines.keys()) expect(laid).toContain(`<!-- kept ${index} -->`);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
