/** Merges a feature's profile into its blueprint's. */

type Fields = Readonly<Record<string, unknown>>;

const isMapping = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Mappings merge deep; lists and scalars of the feature replace the blueprint's. Null in the
 * feature means "not said" and keeps what the blueprint has.
 */
export const mergeProfiles = (blueprint: Fields, feature: Fields): Fields => {
  const keys = new Set([...Object.keys(blueprint), ...Object.keys(feature)]);
  // `fromEntries` defines keys, so that one named __proto__ is a key like any other.
  return Object.fromEntries(
    [...keys].map((key) => [key, mergeValues(own(blueprint, key), own(feature, key))]),
  );
};

const mergeValues = (blueprint: unknown, feature: unknown): unknown => {
  if (feature === null || feature === undefined) return blueprint ?? null;
  return isMapping(blueprint) && isMapping(feature) ? mergeProfiles(blueprint, feature) : feature;
};

const own = (fields: Fields, key: string): unknown => (Object.hasOwn(fields, key) ? fields[key] : undefined);
