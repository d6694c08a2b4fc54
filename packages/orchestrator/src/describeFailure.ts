/** What is said of a failure. Each topic has its own table in `failure-reports/`. */
import type { Failure } from "./Failure.ts";
import type { FailureReport } from "./FailureReport.ts";
import type { Describe, Tag } from "./failure-reports/Describe.ts";
import { describeMachine } from "./failure-reports/Machine.ts";
import { describeRequest } from "./failure-reports/Request.ts";
import { describeStore } from "./failure-reports/Store.ts";
import { describeSync } from "./failure-reports/Sync.ts";
import { describeWorkspace } from "./failure-reports/Workspace.ts";

const describe: Describe<Tag> = {
  ...describeMachine,
  ...describeRequest,
  ...describeStore,
  ...describeSync,
  ...describeWorkspace,
};

export const describeFailure = (failure: Failure): FailureReport =>
  (describe[failure._tag] as (failure: Failure) => FailureReport)(failure);
