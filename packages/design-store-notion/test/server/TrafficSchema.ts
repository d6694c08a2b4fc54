/** Requests and answers held against the types of Notion's own client, as JSON Schema. */
import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import type { EndpointName } from "./Traffic.ts";

const file = new URL("../fixtures/traffic.schema.json", import.meta.url);
// Strict mode takes united objects for mistakes; the others only save time, which every test file spends anew.
const ajv = new Ajv({
  strict: false,
  validateSchema: false,
  meta: false,
  inlineRefs: false,
  code: { optimize: false },
});
ajv.addSchema(JSON.parse(readFileSync(file, "utf8")), "traffic");

const compiled = new Map<string, ValidateFunction>();

const validatorFor = (side: "Requests" | "Answers", endpoint: EndpointName): ValidateFunction => {
  const path = `traffic#/definitions/${side}/properties/${endpoint}`;
  const known = compiled.get(path) ?? ajv.compile({ $ref: path });
  compiled.set(path, known);
  return known;
};

/** What is wrong with a request or an answer; undefined where nothing is. */
export const problemWith = (
  side: "Requests" | "Answers",
  endpoint: EndpointName,
  value: unknown,
): string | undefined => {
  const validate = validatorFor(side, endpoint);
  return validate(value)
    ? undefined
    : `${side} ${endpoint}: ${ajv.errorsText(validate.errors).slice(0, 400)}`;
};
