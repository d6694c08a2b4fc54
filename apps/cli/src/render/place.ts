/** What stands where a document's path would: the path, or its name where it is kept elsewhere than in files. */
export const placeOf = (path: string | null, stage: string | null, session: string | null): string =>
  path ??
  [stage === null ? "the record" : `the ${stage}`, session].filter((word) => word !== null).join(" of ");
