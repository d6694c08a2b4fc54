/** Firestore's typed values, as far as this store uses them. */
import * as z from "zod";
import { malformed } from "./Failure.ts";
import type { FirestoreDocument } from "./Firestore.ts";

export type Value =
  | { readonly stringValue: string }
  | { readonly integerValue: string }
  | { readonly booleanValue: boolean }
  | { readonly nullValue: null }
  | { readonly timestampValue: string }
  | { readonly arrayValue: { readonly values: ReadonlyArray<Value> } };

export type Fields = Readonly<Record<string, Value>>;

export const text = (value: string): Value => ({ stringValue: value });
export const integer = (value: number): Value => ({ integerValue: String(value) });
export const flag = (value: boolean): Value => ({ booleanValue: value });
export const nothing: Value = { nullValue: null };
export const moment = (milliseconds: number): Value => ({
  timestampValue: new Date(milliseconds).toISOString(),
});
export const listOf = (texts: ReadonlyArray<string>): Value => ({ arrayValue: { values: texts.map(text) } });

export const TextValue = z.object({ stringValue: z.string() }).transform((value) => value.stringValue);

/** Firestore writes integers as strings; fifteen digits fit a number exactly. */
export const IntegerValue = z
  .object({ integerValue: z.string().regex(/^\d{1,15}$/) })
  .transform((value) => Number(value.integerValue));

export const FlagValue = z.object({ booleanValue: z.boolean() }).transform((value) => value.booleanValue);

export const NothingValue = z.object({ nullValue: z.null() }).transform((value) => value.nullValue);

/** The fields of a document as a schema has them. Throws `Malformed`. */
export const fieldsIn = <S extends z.ZodType>(
  operation: string,
  { name, fields }: FirestoreDocument,
  schema: S,
): z.output<S> => {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path[0];
  throw malformed(
    operation,
    `${name} was not written by IDSE: its field ${String(field)} is not as it should be.`,
    name,
  );
};
