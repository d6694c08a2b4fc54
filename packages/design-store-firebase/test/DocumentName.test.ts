import { type DocumentKind, type DocumentRef, isDocumentRef, stages } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { counterName, documentName, operationName, projectName, segmentOf } from "../src/DocumentName.ts";

const place = { projectId: "demo-idse", database: "(default)", tenant: "acme" };

/** The last segment of a document's path: its id. */
const idOf = (ref: DocumentRef): string => documentName(place, ref).split("/").at(-1) ?? "";

const decoded = (text: string): string =>
  decodeURIComponent(text.replaceAll("%", "%25").replace(/~([0-9A-F]{2})/g, "%$1"));

/** Undoes an id. The store has no use for this; that it can be written shows that no two refs share an id. */
const refOf = (id: string): Pick<DocumentRef, "session" | "kind"> => {
  const parts = id.slice(2).split("~~").map(decoded);
  const [session, kind] = id.startsWith("s.") ? parts : [null, parts[0]];
  return { session: session ?? null, kind: kind as DocumentKind };
};

const name = fc.oneof(
  fc.constantFrom(
    "__x__",
    "__blueprint__",
    "__proto__",
    "~",
    "~~",
    "~7E",
    "a~~b",
    "%2F",
    "設計",
    "Two Words",
    "s.a",
  ),
  fc.string({ unit: "binary", minLength: 1, maxLength: 60 }),
  fc.string({ unit: fc.constantFrom("~", "2", "F", ".", "_", "a", "%", "é"), minLength: 1, maxLength: 12 }),
);
const sessionRef = fc.tuple(
  name,
  fc.oneof(
    fc.constantFrom<string>(...stages, "session", "state", "narrative", "profile"),
    name.map((id) => `claim/${id}`),
  ),
);
const projectRef = fc.tuple(fc.constant(null), fc.constantFrom("project", "registry", "constitution"));
const ref = fc
  .oneof({ weight: 9, arbitrary: sessionRef }, { weight: 1, arbitrary: projectRef })
  .map(([session, kind]) => ({ project: "demo", session, kind }))
  .filter(isDocumentRef);

describe("the id of a document", () => {
  it("can be undone", () => {
    fc.assert(
      fc.property(ref, (one) => {
        expect(refOf(idOf(one))).toEqual({ session: one.session, kind: one.kind });
      }),
    );
  });

  it("is one that Firestore allows, and a URL carries as it is", () => {
    fc.assert(
      fc.property(ref, (one) => {
        const id = idOf(one);
        expect(id).toMatch(/^[A-Za-z0-9._~-]{1,1500}$/);
        expect(id).not.toMatch(/^(\.\.?|__.*__)$/);
        expect(id).not.toBe(counterName(place, one.project).split("/").at(-1));
      }),
    );
  });

  it("is a hash where it would be too long, and still one of its own", () => {
    const long = (end: string): DocumentRef => ({
      project: "demo",
      session: "設".repeat(254) + end,
      kind: "spec",
    });
    const ids = [long("計"), long("画"), { ...long("計"), kind: "plan" as const }].map(idOf);
    for (const id of ids) expect(id).toMatch(/^h\.[0-9a-f]{64}$/);
    expect(new Set(ids).size).toBe(3);
  });
});

it("keeps tenants, projects and operations apart, whatever they are called", () => {
  const names = ["a", "A", "a/b", "a~2Fb", "a%2Fb", "..", ".", "__x__", "t.a", "a b", "設", ""];
  const paths = names.flatMap((one) => [
    projectName({ ...place, tenant: one }, "demo"),
    projectName(place, one),
    operationName(place, one),
  ]);
  expect(new Set(paths).size).toBe(paths.length);
  for (const path of paths) expect(path.split("/").length % 2).toBe(1);
});

it("escapes by bytes", () => {
  expect(segmentOf("s", "a/é", "claim/x")).toBe("s.a~2F~C3~A9~~claim~2Fx");
});
