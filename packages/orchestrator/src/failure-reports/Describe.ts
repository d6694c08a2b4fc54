import type { Failure } from "../Failure.ts";
import type { FailureReport } from "../FailureReport.ts";

export type Tag = Failure["_tag"];

/** What is said of each of these failures; a tag that is forgotten does not compile. */
export type Describe<Tags extends Tag> = {
  readonly [T in Tags]: (failure: Extract<Failure, { readonly _tag: T }>) => FailureReport;
};
