import { ArtifactDocument } from "@idse/pipeline-artifacts";
import { expect, it } from "@jest/globals";
import { isNamedIn, lineNaming, spineOf } from "../src/ProductSpine.ts";

const spec = `# Spec

| Not | This |
|---|---|
| a | b |

## 2. Product spine

Words.

| Primitive | Must be true |
|---|---|
| **CartStore** | Holds what was chosen |
| CartStore, on files | |
| Voucher Desk (web) |
|  | nameless |

## Later

| Other | one |
|---|---|
`;

it("reads the first table below the heading, one primitive in a row", () => {
  expect(spineOf(new ArtifactDocument(spec))).toEqual({
    line: 11,
    columns: ["Must be true"],
    primitives: [
      { name: "CartStore", cells: ["Holds what was chosen"] },
      { name: "CartStore, on files", cells: [""] },
      { name: "Voucher Desk (web)", cells: [""] },
    ],
  });
  expect(spineOf(new ArtifactDocument("# Spec\n\n## Product Spine\n\nNone.\n"))).toBeNull();
  expect(spineOf(new ArtifactDocument("# Spec\n\n| a | b |\n|---|---|\n"))).toBeNull();
});

it("finds where a document names a primitive, whole and as it is written", () => {
  const line = (text: string, name: string) => lineNaming(new ArtifactDocument(text), { name, cells: [] });
  expect(line("# T\n\n- **CartStore** (`src/cart.ts`): added\n", "CartStore, on files")).toBe(3);
  expect(line("see `CartStore`", "CartStore")).toBe(1);
  expect(line("a CartStores, a myCartStore, a cartstore", "CartStore")).toBeNull();
  expect(line("the Voucher\nDesk", "Voucher Desk (web)")).toBe(1);
  expect(line("cxx", "c++")).toBeNull();
  expect(line("in c++ here", "c++")).toBe(1);
});

it("knows a session that is named after one", () => {
  const primitive = { name: "ProjectWorkspace", cells: [] };
  expect(isNamedIn(["x", "project-workspace"], primitive)).toBe(true);
  expect(isNamedIn(["Project Workspace"], primitive)).toBe(true);
  expect(isNamedIn(["project", "workspaces"], primitive)).toBe(false);
});
