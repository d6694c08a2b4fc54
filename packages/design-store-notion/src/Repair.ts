/** Accepts a half-written commit as it stands, where nobody can send it again. */
import type { StoreFailure } from "@idse/design-store";
import type { DocumentRef } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import type { Progress } from "./Manifest.ts";
import { closeCommit } from "./ManifestWriting.ts";
import { NotionApi } from "./NotionApi.ts";
import { type Options, settingsOf } from "./Options.ts";
import { idOf, manifestOf, prefixOf, refOf } from "./PageName.ts";
import { unclosedIn } from "./Torn.ts";
import { lookAt, lookUnder, View } from "./View.ts";

/** A commit that had been begun and not closed, and how far each of its documents had come. */
export interface Repaired {
  readonly operation: string;
  readonly documents: ReadonlyArray<{ readonly ref: DocumentRef; readonly found: "new" | "begun" | "old" }>;
}

const words = { done: "new", begun: "begun", "not begun": "old" } as const satisfies Record<Progress, string>;

/**
 * Takes what is there now for the truth, for a session, with `session: null` for the project's own documents,
 * and without `session` for the whole project; answers with what it found. No document is written.
 */
export const repair = (
  options: Options,
  { project, session }: { readonly project: string; readonly session?: string | null },
): Effect.Effect<ReadonlyArray<Repaired>, StoreFailure> =>
  Effect.gen(function* () {
    const api = new NotionApi(settingsOf(options));
    const view = new View();
    yield* session === undefined
      ? lookUnder(view, api, "repair", [prefixOf(project)])
      : lookAt(view, api, "repair", [idOf(manifestOf({ project, session, kind: "manifest" }))]);
    const unclosed = yield* unclosedIn(
      api,
      "repair",
      view,
      () => true,
      () => false,
    );
    // A commit may have touched other sessions too, and their manifests tell of it as this one does.
    const touched = new View();
    const ids = unclosed.flatMap(({ commit }) => commit.changes.flatMap(({ id }) => refOf(id) ?? []));
    yield* lookAt(
      touched,
      api,
      "repair",
      ids.map((ref) => idOf(manifestOf(ref))),
    );
    return yield* Effect.forEach(unclosed, ({ commit, progress, heads }) =>
      Effect.gen(function* () {
        const pages = touched
          .manifests()
          .filter(({ record }) => record.pending?.operation === commit.operation)
          .map(({ id }) => id);
        yield* closeCommit(api, pages, commit.operation, heads);
        const documents = commit.changes.flatMap(({ id }, index) => {
          const ref = refOf(id);
          return ref === undefined || ref.kind === "manifest"
            ? []
            : [{ ref, found: words[progress[index] ?? "not begun"] }];
        });
        return { operation: commit.operation, documents };
      }),
    );
  });
