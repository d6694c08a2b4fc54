/** JSON as it comes from an agent, read narrowly: a guard that runs before every tool cannot afford a schema library. */

export type Fields = ReadonlyMap<string, unknown>;

export const noFields: Fields = new Map();

export const fieldsOf = (value: unknown): Fields | null =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? new Map<string, unknown>(Object.entries(value))
    : null;

export const parseFields = (text: string): Fields | null => {
  try {
    return fieldsOf(JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
};

/** The first of the keys that holds a text. */
export const textIn = (fields: Fields, ...keys: ReadonlyArray<string>): string | null => {
  for (const key of keys) {
    const value = fields.get(key);
    if (typeof value === "string") return value;
  }
  return null;
};

export const listIn = (fields: Fields, key: string): ReadonlyArray<unknown> => {
  const value = fields.get(key);
  return Array.isArray(value) ? value : [];
};

/** Texts of a list; null where something else stands in it. */
export const textsOf = (value: unknown): ReadonlyArray<string> | null =>
  Array.isArray(value) && value.every((one): one is string => typeof one === "string") ? value : null;
