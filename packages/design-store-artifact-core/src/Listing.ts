/** Heads of a scope, page by page. A listing is whole or a failure: what is not in it may be taken for removed. */
import type { Cursor, DocumentHead, Heads, Scope, StoreFailure } from "@idse/design-store";
import { refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import type { Connection } from "./Connection.ts";
import { malformed, notOfReading } from "./Failure.ts";
import { HeadsOutput, toolNames } from "./Protocol.ts";
import { headOf, problemWithHeads } from "./Wire.ts";

const operation = "heads";

/** More pages than any project has: an upstream that leads in a circle is left. */
const mostPages = 10_000;

export const listHeads = (
  connection: Connection,
  scope: Scope,
  since?: Cursor,
): Effect.Effect<Heads, StoreFailure> =>
  Effect.gen(function* () {
    const { project, sessions, kinds } = scope;
    const asked = {
      project,
      ...(since === undefined ? {} : { since }),
      ...(sessions === undefined ? {} : { sessions: [...sessions] }),
      ...(kinds === undefined ? {} : { kinds: [...kinds] }),
    };
    // What changes while pages are read may come twice; the later page knows better.
    const heads = new Map<string, DocumentHead>();
    let cursor: Cursor | undefined;
    let page: string | null = null;
    for (let count = 1; ; count += 1) {
      const answer: HeadsOutput = yield* connection.call({
        operation,
        tool: toolNames.heads,
        input: page === null ? asked : { ...asked, page },
        output: HeadsOutput,
      });
      const problem = problemWithHeads(scope, since, answer.heads);
      if (problem !== undefined) return yield* malformed(operation, problem);
      for (const head of answer.heads) heads.set(refKey(head.ref), headOf(head));
      // The first page's: what changed since then is listed again next time, whatever page it was missed on.
      cursor ??= answer.cursor;
      if (answer.next === null) return { heads: [...heads.values()], cursor };
      if (answer.next === page || count >= mostPages)
        return yield* malformed(operation, `Artifact Core's listing of ${project} does not end.`);
      page = answer.next;
    }
  }).pipe(notOfReading(operation));
