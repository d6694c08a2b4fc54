import { ArtifactDocument } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import { pointsOf } from "../src/DocumentPoints.ts";
import { lineageTree, metaText, narrativeIn, type Overview } from "../src/MetaText.ts";

const session = (id: string, parent: string | null, more: Partial<Overview["sessions"][number]> = {}) => ({
  id,
  name: id,
  type: parent === null ? ("blueprint" as const) : ("feature" as const),
  status: "draft" as const,
  owner: "ada",
  parent,
  orphaned: false,
  createdAt: "2026-11-01T09:00:00Z",
  progress: { completed: 3, total: 7 },
  validation: "failing" as const,
  ...more,
});

const overview: Overview = {
  project: "shop",
  sessions: [
    session("__blueprint__", null),
    session("checkout", "__blueprint__", { owner: "a|b", status: "archived" }),
  ],
  deliveries: [{ session: "checkout", path: "x", points: ["Cart: added."] }],
  feedback: [],
  claims: [],
  narrative: null,
};

describe("the project at a glance", () => {
  it("draws each session below its parent, once", () => {
    expect(
      lineageTree([
        session("__blueprint__", null),
        session("checkout", "__blueprint__"),
        session("voucher", "checkout"),
        session("gift", "voucher"),
        session("refund", "__blueprint__"),
        session("lost", "removed"),
      ]),
    ).toBe(
      [
        "__blueprint__ (draft)",
        "|-- checkout (draft)",
        "|   `-- voucher (draft)",
        "|       `-- gift (draft)",
        "`-- refund (draft)",
        "lost (draft; its parent removed is not here)",
      ].join("\n"),
    );
  });

  it("ends where parents run in a circle", () => {
    expect(lineageTree([session("a", "b"), session("b", "a")]).split("\n")).toHaveLength(2);
    expect(lineageTree([session("a", "a")])).toBe("a (draft)");
  });

  it("shows progress as it is, and no name breaks the table", () => {
    const text = metaText(overview);
    expect(text).toContain("| checkout | feature | archived | a\\|b | 2026-11-01 | 43% (3 of 7) | failing |");
    expect(text).toContain("### checkout\n\n- Cart: added.");
    expect(text).not.toContain("- `checkout`");
    const lists = new ArtifactDocument(text).tables;
    expect(lists.map(({ rows }) => rows.length)).toEqual([3]);
  });

  it("keeps a narrative that stands nowhere else", () => {
    expect(narrativeIn(metaText(overview))).toBeNull();
    const text = metaText({ ...overview, narrative: "We began\n\nwith files.\n" });
    expect(narrativeIn(text)).toBe("We began\n\nwith files.");
    expect(metaText({ ...overview, narrative: narrativeIn(text) })).toBe(text);
    expect(narrativeIn("# Something else\n")).toBeNull();
  });

  it("takes the first entries of a document, short and without what is still open", () => {
    const document = new ArtifactDocument(
      `- one\n- [REQUIRES INPUT: two]\n- ${"x".repeat(300)}\n${"- more\n".repeat(9)}`,
    );
    const points = pointsOf(document);
    expect(points.map((one) => one.length)).toEqual([3, 200, 4, 4, 4]);
  });
});
