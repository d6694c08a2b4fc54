import { describe, expect, it } from "@jest/globals";
import { placesOf } from "../src/Places.ts";

const spec = { project: "shop", session: "checkout", kind: "spec" } as const;
const registry = { project: "shop", session: null, kind: "registry" } as const;
const path = ".idse/projects/shop/sessions/checkout/specs/spec.md";

describe("the place of a document", () => {
  it("under the default store is its path, for everybody", () => {
    const places = placesOf({ store: { kind: "filesystem" } });
    expect([places.path(spec), places.name(spec), places.published(path), places.shown(path)]).toEqual([
      path,
      path,
      path,
      path,
    ]);
    expect(places.folder("shop", "checkout")).toBe(".idse/projects/shop/sessions/checkout");
  });

  it("in another store is no path, and a name for people", () => {
    const places = placesOf({
      store: { kind: "notion", projects: ["shop"], data_source: "x", token: { env: "NOTION_TOKEN" } },
    });
    expect([places.path(spec), places.name(spec), places.published(path), places.shown(path)]).toEqual([
      null,
      "notion:shop/checkout/spec",
      null,
      "notion:shop/checkout/spec",
    ]);
    expect([places.path(registry), places.name(registry)]).toEqual([null, "notion:shop/registry"]);
    expect(places.folder("shop", "checkout")).toBeNull();
  });

  it("of what is no document stays a path in either case", () => {
    const places = placesOf({
      store: { kind: "notion", projects: [], data_source: "x", token: { env: "NOTION_TOKEN" } },
    });
    expect(places.published("src/cart.ts")).toBe("src/cart.ts");
    expect(places.shown(".idse/projects/shop/CURRENT_SESSION")).toBe(".idse/projects/shop/CURRENT_SESSION");
  });
});
