/** Three JSON texts by key, at every depth. A list is one value: nobody can tell an element's move from its edit. */
import { printJsonLike, repeatedMemberIn } from "@idse/pipeline-artifacts";
import { apart, type MergeResult, merged } from "./MergeResult.ts";

type Json = null | boolean | number | string | Array<Json> | { [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/** Thrown and caught in here: the member that both sides changed apart. */
class BothChanged {
  readonly path: string;
  constructor(path: string) {
    this.path = path;
  }
}

const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Own members only: a key may be called `constructor`. */
const member = (object: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

const isSame = (left: Json | undefined, right: Json | undefined): boolean => {
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((each, index) => isSame(each, right[index]));
  if (!isObject(left) || !isObject(right)) return left === right;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isSame(left[key], right[key]))
  );
};

/** Numbers that would be written back as others. */
const isExact = (value: Json): boolean => {
  if (typeof value === "number")
    return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
  return typeof value !== "object" || value === null || Object.values(value).every(isExact);
};

const parsed = (text: string): JsonObject | undefined => {
  try {
    const value: Json = JSON.parse(text);
    return isObject(value) && isExact(value) && repeatedMemberIn(text) === null ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

const mergeMember = (
  base: Json | undefined,
  ours: Json | undefined,
  theirs: Json | undefined,
  path: string,
): Json | undefined => {
  if (isSame(base, ours)) return theirs;
  if (isSame(base, theirs) || isSame(ours, theirs)) return ours;
  const former = base === undefined ? {} : base;
  if (!isObject(former) || !isObject(ours) || !isObject(theirs)) throw new BothChanged(path);
  return mergeObjects(former, ours, theirs, `${path}.`);
};

const mergeObjects = (
  base: JsonObject,
  ours: JsonObject,
  theirs: JsonObject,
  above: string,
): { [key: string]: Json } => {
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  const members = keys.flatMap((key): Array<[string, Json]> => {
    const value = mergeMember(member(base, key), member(ours, key), member(theirs, key), `${above}${key}`);
    return value === undefined ? [] : [[key, value]];
  });
  // Not by assignment, which a key called `__proto__` would turn into something else.
  return Object.fromEntries(members);
};

/** All three with LF and no byte order mark. */
export const mergeJson = (base: string, ours: string, theirs: string): MergeResult => {
  const [inBase, inOurs, inTheirs] = [parsed(base), parsed(ours), parsed(theirs)];
  if (inBase === undefined || inOurs === undefined || inTheirs === undefined)
    return apart("One of the three texts is no JSON object that could be written back as it was.");
  try {
    return merged(printJsonLike(ours, mergeObjects(inBase, inOurs, inTheirs, "")));
  } catch (error) {
    if (error instanceof BothChanged) return apart(`Both sides changed "${error.path}".`);
    throw error;
  }
};
