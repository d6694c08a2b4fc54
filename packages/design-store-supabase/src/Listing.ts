/**
 * The heads of a scope, page after page. The pages together are the state at the moment of the last one: what
 * changed while they were read comes again in a later page, and the cursor is the last page's.
 */
import type { Cursor, DocumentHead, Heads, Scope, StoreFailure } from "@idse/design-store";
import { isInScope } from "@idse/design-store";
import { DocumentRef, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import * as z from "zod";
import { malformed } from "./Failure.ts";
import type { Remote } from "./Remote.ts";

const page = 1000;

const ListedHead = z.object({
  ref: DocumentRef,
  revision: z.string(),
  digest: z.string(),
  removed: z.boolean(),
  seq: z.string().regex(/^\d+$/),
});

const HeadsPage = z
  .object({ cursor: z.string(), count: z.int(), more: z.boolean(), heads: z.array(ListedHead) })
  .refine(({ count, heads }) => count === heads.length, { error: "rows are missing", path: ["heads"] })
  .refine(({ more, heads }) => heads.length > 0 || !more, { error: "a page is empty", path: ["heads"] });
type HeadsPage = z.output<typeof HeadsPage>;

/** What is wrong with a page that comes after the row with this number. */
const problemWith = ({ heads }: HeadsPage, scope: Scope, after: string | null): string | undefined => {
  let last = BigInt(after ?? 0);
  for (const { ref, seq } of heads) {
    if (!isInScope(ref, scope)) return `${refKey(ref)} was listed, and nobody asked for it.`;
    if (BigInt(seq) <= last) return "The rows of a listing are out of order.";
    last = BigInt(seq);
  }
  return undefined;
};

export const listHeads = (
  remote: Remote,
  scope: Scope,
  since: Cursor | undefined,
): Effect.Effect<Heads, StoreFailure> =>
  Effect.gen(function* () {
    const { project, sessions = null, kinds = null } = scope;
    const listed = new Map<string, DocumentHead>();
    let after: string | null = null;
    let base = since;
    for (;;) {
      const answer: HeadsPage = yield* remote.call({
        operation: "heads",
        function: "idse_heads",
        arguments: {
          scope: JSON.stringify({ project, sessions, kinds }),
          since: base ?? null,
          after,
          page,
        },
        answer: HeadsPage,
      });
      const problem = problemWith(answer, scope, after);
      if (problem !== undefined) return yield* Effect.fail(malformed("heads", problem));
      for (const { ref, revision, digest, removed } of answer.heads)
        listed.set(refKey(ref), { ref, revision, digest, removed });
      if (!answer.more) {
        const heads = [...listed.values()].filter(({ removed }) => since !== undefined || !removed);
        return { heads, cursor: answer.cursor };
      }
      after = answer.heads.at(-1)?.seq ?? after;
      base ??= answer.cursor;
    }
  });
