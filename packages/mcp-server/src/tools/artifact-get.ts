/** `artifact_get`: documents by their refs, as many of them as fit into one answer. */
import type { DesignStoreService, Missing, StoredDocument } from "@idse/design-store";
import { GetInput, type GetOutput, type Limits, toolNames } from "@idse/design-store-artifact-core/Protocol";
import * as Effect from "effect/Effect";
import { defineTool, type Tool } from "../Tool.ts";
import { schemasOf } from "./artifact-core.ts";
import { refusalOfGet } from "./limits.ts";
import { explainStoreFailure } from "./store-failure.ts";

const answerOf = (found: ReadonlyArray<StoredDocument | Missing>, { answerBytes }: Limits): GetOutput => {
  let bytes = 0;
  const documents = found.map((one): GetOutput["documents"][number] => {
    const { ref } = one;
    if (one._tag === "Missing") return { state: "missing", ref };
    const { revision, digest, content } = one;
    const before = bytes;
    bytes += Buffer.byteLength(content);
    // The first one always goes, or a document larger than an answer could never be read.
    return before === 0 || bytes <= answerBytes
      ? { state: "present", ref, revision, digest, content }
      : { state: "deferred", ref };
  });
  return { documents };
};

export const artifactGet = (store: DesignStoreService, limits: Limits): Tool =>
  defineTool({
    name: toolNames.get,
    title: "Documents",
    description: "Reads design documents by project, session and kind: text, revision and digest of each.",
    schemas: schemasOf(toolNames.get),
    readOnly: true,
    input: GetInput,
    run: (input) =>
      Effect.gen(function* () {
        const refusal = refusalOfGet(input, limits);
        if (refusal !== undefined) return yield* refusal;
        return answerOf(yield* store.get(input.refs), limits);
      }),
    summary: ({ documents }) =>
      `${documents.filter(({ state }) => state === "present").length} of ${documents.length} documents.`,
    explain: explainStoreFailure,
  });
