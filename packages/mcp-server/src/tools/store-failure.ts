/** The failures of a store as the tools of Artifact Core tell them. What caused them stays here. */
import type { RevisionConflict, StoreFailure } from "@idse/design-store";
import type { ErrorCode } from "@idse/design-store-artifact-core/Protocol";
import type { ToolError } from "../Tool.ts";

const codes: Readonly<Record<(RevisionConflict | StoreFailure)["_tag"], ErrorCode>> = {
  RevisionConflict: "conflict",
  Rejected: "rejected",
  Unauthorized: "unauthorized",
  QuotaExceeded: "quota",
  Malformed: "malformed",
  Unavailable: "unavailable",
};

export const explainStoreFailure = (failure: RevisionConflict | StoreFailure): ToolError => {
  const told = { code: codes[failure._tag], message: failure.message };
  if (failure._tag === "RevisionConflict") return { ...told, refs: failure.refs };
  return failure._tag === "QuotaExceeded" && failure.retryAfterMs !== undefined
    ? { ...told, retryAfterMs: failure.retryAfterMs }
    : told;
};
