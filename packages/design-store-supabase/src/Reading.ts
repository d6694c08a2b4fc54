/** Documents by their names: many in one request, as few requests as the sizes of the documents allow. */
import type { Missing, StoredDocument, StoreFailure } from "@idse/design-store";
import { DocumentRef, digestOf, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import * as z from "zod";
import { Content, textOf } from "./Content.ts";
import { malformed } from "./Failure.ts";
import type { Remote } from "./Remote.ts";

/** How many names one request holds at most. The database cuts an answer short at four megabytes. */
const page = 500;

const FoundDocument = z.object({ ref: DocumentRef, revision: z.string(), digest: z.string() }).and(Content);
type FoundDocument = z.output<typeof FoundDocument>;
const FoundDocuments = z.object({ documents: z.array(FoundDocument.nullable()).min(1) });

/** The answer about one name, or what is wrong with it. */
const answerAbout = (ref: DocumentRef, found: FoundDocument | null): StoredDocument | Missing | string => {
  if (found === null) return { _tag: "Missing", ref };
  if (refKey(found.ref) !== refKey(ref))
    return `Asked for ${refKey(ref)}, the server answered about ${refKey(found.ref)}.`;
  const content = textOf(found);
  const { revision, digest } = found;
  if (digestOf(content) !== digest)
    return `The text of ${refKey(ref)} does not have the digest that it is kept under.`;
  return { _tag: "StoredDocument", ref, revision, digest, content };
};

const nameOf = ({ project, session, kind }: DocumentRef) => ({ project, session, kind });

export const readDocuments = (
  remote: Remote,
  refs: ReadonlyArray<DocumentRef>,
): Effect.Effect<ReadonlyArray<StoredDocument | Missing>, StoreFailure> =>
  Effect.gen(function* () {
    const answers: Array<StoredDocument | Missing> = [];
    while (answers.length < refs.length) {
      const asked = refs.slice(answers.length, answers.length + page);
      const { documents } = yield* remote.call({
        operation: "get",
        function: "idse_get",
        arguments: { refs: JSON.stringify(asked.map(nameOf)) },
        answer: FoundDocuments,
      });
      for (const [index, found] of documents.entries()) {
        const ref = asked[index];
        const answer =
          ref === undefined
            ? `Asked for ${asked.length} documents, got ${documents.length}.`
            : answerAbout(ref, found);
        if (typeof answer === "string") return yield* Effect.fail(malformed("get", answer));
        answers.push(answer);
      }
    }
    return answers;
  });
