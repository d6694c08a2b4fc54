/** `artifact_commit`: changes that expect something, all or none, once for each operation. */
import type { Change, DesignStoreService, NonEmpty } from "@idse/design-store";
import {
  CommitInput,
  type CommitOutput,
  type Limits,
  toolNames,
  type Change as WireChange,
} from "@idse/design-store-artifact-core/Protocol";
import * as Effect from "effect/Effect";
import { defineTool, type Tool } from "../Tool.ts";
import { schemasOf } from "./artifact-core.ts";
import { refusalOfCommit } from "./limits.ts";
import { explainStoreFailure } from "./store-failure.ts";

const changeOf = (change: WireChange): Change =>
  change.action === "put"
    ? { _tag: "Put", ref: change.ref, content: change.content, expect: change.expect }
    : { _tag: "Remove", ref: change.ref, expect: change.expect };

/** The schema lets no empty list through. */
const changesOf = ([first, ...others]: ReadonlyArray<WireChange>): NonEmpty<Change> => {
  if (first === undefined) throw new Error("A commit without changes passed its schema.");
  return [changeOf(first), ...others.map(changeOf)];
};

export const artifactCommit = (store: DesignStoreService, limits: Limits): Tool =>
  defineTool({
    name: toolNames.commit,
    title: "Commit of documents",
    description:
      "Writes and removes design documents. Each change says which revision it expects; if one does not fit, nothing is written. Sending the same operation again is harmless.",
    schemas: schemasOf(toolNames.commit),
    readOnly: false,
    input: CommitInput,
    run: (input) =>
      Effect.gen(function* () {
        const refusal = refusalOfCommit(input, limits);
        if (refusal !== undefined) return yield* refusal;
        const { heads } = yield* store.commit(changesOf(input.changes), input.operation);
        return { heads: heads.map((head) => ({ ...head })) } satisfies CommitOutput;
      }),
    summary: ({ heads }) => `Committed ${heads.length} documents.`,
    explain: explainStoreFailure,
  });
