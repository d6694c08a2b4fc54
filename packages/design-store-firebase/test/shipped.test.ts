/** The files for Firebase's own tools say the names of the code. */
import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import * as z from "zod";
import { fieldsOf } from "../src/DocumentFields.ts";
import {
  documentName,
  documentsCollection,
  operationName,
  operationsCollection,
} from "../src/DocumentName.ts";
import { operationFields } from "../src/OperationMemory.ts";

const file = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), "utf8");
const place = { projectId: "demo-idse", database: "(default)", tenant: "acme" };
const ref = { project: "demo", session: "alpha", kind: "spec" } as const;

it("guards every path by the tenant in it", () => {
  const paths = [documentName(place, ref), operationName(place, "1")];
  for (const path of paths) expect(path).toContain("/documents/idseTenants/t.acme/");
  const rules = file("firestore.rules");
  expect(rules).toContain("match /idseTenants/{tenant}/{document=**}");
  expect(rules).toContain("tenant == 't.' + request.auth.token.idse_tenant");
  expect(rules.match(/allow \w+: if/g)).toEqual(["allow read: if", "allow write: if"]);
  expect(rules).toContain("allow write: if false;");
});

const Indexes = z.object({
  fieldOverrides: z.array(
    z.object({ collectionGroup: z.string(), fieldPath: z.string(), ttl: z.boolean().optional() }),
  ),
});

it("takes out of the indexes what nobody searches, and lets operations expire", () => {
  const { fieldOverrides } = Indexes.parse(JSON.parse(file("firestore.indexes.json")));
  const fields = new Map([
    [documentsCollection, fieldsOf({ _tag: "Put", ref, content: "", expect: "absent" }, 1, "1")],
    [operationsCollection, operationFields("1", [], 0)],
  ]);
  for (const { collectionGroup, fieldPath } of fieldOverrides)
    expect(Object.keys(fields.get(collectionGroup) ?? {})).toContain(fieldPath);
  expect(fieldOverrides.map(({ fieldPath, ttl = false }) => [fieldPath, ttl])).toEqual([
    ["content", false],
    ["heads", false],
    ["expireAt", true],
  ]);
});
