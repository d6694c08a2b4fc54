/** What came of a three-way merge: a text, or why there is none. */
export type MergeResult =
  | { readonly _tag: "Merged"; readonly text: string }
  /** `reason` is a sentence for the person who decides. */
  | { readonly _tag: "Apart"; readonly reason: string };

export const merged = (text: string): MergeResult => ({ _tag: "Merged", text });

export const apart = (reason: string): MergeResult => ({ _tag: "Apart", reason });
