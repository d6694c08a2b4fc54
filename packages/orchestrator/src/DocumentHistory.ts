/** Earlier texts of a document, where something remembers them. The command line asks git; others may ask none. */
import * as Context from "effect/Context";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";

export type Remembered = { readonly found: true } | { readonly found: false; readonly why: string };

export interface DocumentHistoryService {
  /**
   * Shows earlier texts of a file, newest first, until one is enough. The path is relative to the root;
   * `why` is a sentence for a person. `line`: of what is checked out alone, not of other branches.
   */
  readonly find: (
    path: string,
    isEnough: (text: string) => boolean,
    options?: { readonly line?: true },
  ) => Effect.Effect<Remembered>;
}

export class DocumentHistory extends Context.Service<DocumentHistory, DocumentHistoryService>()(
  "@idse/orchestrator/DocumentHistory",
) {}

/** Remembers nothing. */
export const layerNone = Layer.succeed(DocumentHistory, {
  find: () => Effect.succeed({ found: false, why: "No earlier versions are known here." }),
});
