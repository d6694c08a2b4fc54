/** Reading: what documents are there and what they say. */
import type { DocumentHead, Missing, Scope, StoredDocument, StoreFailure } from "@idse/design-store";
import { isInScope } from "@idse/design-store";
import type { DocumentRef } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import type { DocumentPage } from "./DocumentPage.ts";
import type { Answer } from "./Exchange.ts";
import type { NotionApi } from "./NotionApi.ts";
import { idOf, manifestOf, prefixOf, refOf } from "./PageName.ts";
import { contentOf, isMinuteOver, type Standing, standingOf, standingUntouched } from "./Standing.ts";
import { refuseTorn, unclosedIn } from "./Torn.ts";
import { lookAt, lookUnder, View } from "./View.ts";

/** Requests for bodies at the same time; Notion takes about three a second. */
const atOnce = 3;

interface SeenBody {
  readonly editedTime: string;
  readonly body: string;
}

/** Bodies that this process read and that cannot have changed since, by page. */
export type SeenBodies = Map<string, SeenBody>;

export interface Reader {
  readonly api: NotionApi;
  readonly seen: SeenBodies;
}

const remember = ({ seen }: Reader, page: DocumentPage, { value, at }: Answer<string>): void => {
  // Within the minute of its last edit a page may change without showing it.
  if (isMinuteOver(page.editedTime, at)) seen.set(page.id, { editedTime: page.editedTime, body: value });
};

const bodyOfPage = (
  reader: Reader,
  operation: string,
  page: DocumentPage,
): Effect.Effect<string, StoreFailure> => {
  const seen = reader.seen.get(page.id);
  if (seen?.editedTime === page.editedTime) return Effect.succeed(seen.body);
  return Effect.map(reader.api.markdown(operation, page.id), (answer) => {
    remember(reader, page, answer);
    return answer.value;
  });
};

const standingIn = (
  reader: Reader,
  operation: string,
  page: DocumentPage,
  at: number | null,
): Effect.Effect<Standing, StoreFailure> => {
  const untouched = standingUntouched(page, at);
  return untouched === undefined
    ? Effect.map(bodyOfPage(reader, operation, page), (body) => standingOf(page, body))
    : Effect.succeed(untouched);
};

/** One listing for a hundred documents, and one request for each that somebody may have edited. */
export const documentsAt = (
  reader: Reader,
  refs: ReadonlyArray<DocumentRef>,
): Effect.Effect<ReadonlyArray<StoredDocument | Missing>, StoreFailure> =>
  Effect.gen(function* () {
    const operation = "get";
    const ids = new Set(refs.map(idOf));
    const view = new View();
    yield* lookAt(view, reader.api, operation, [...ids, ...refs.map((ref) => idOf(manifestOf(ref)))]);
    const has = (id: string) => ids.has(id);
    yield* refuseTorn(operation, yield* unclosedIn(reader.api, operation, view, has, has));
    return yield* Effect.forEach(
      refs,
      (ref): Effect.Effect<StoredDocument | Missing, StoreFailure> => {
        const page = view.pageOf(ref);
        if (page === undefined) return Effect.succeed({ _tag: "Missing", ref });
        return Effect.gen(function* () {
          const standing = yield* standingIn(reader, operation, page, view.at);
          const content = yield* contentOf(operation, page, standing);
          const { revision, digest } = standing;
          return { _tag: "StoredDocument", ref, revision, digest, content } as const;
        });
      },
      { concurrency: atOnce },
    );
  });

/** What a listing has to look under so that it sees everything of a scope. */
const prefixesOf = ({ project, sessions }: Scope): ReadonlyArray<string> =>
  sessions === undefined ? [prefixOf(project)] : sessions.map((session) => prefixOf(project, session));

/** One listing for a hundred pages, and one request for each that somebody may have edited. */
export const headsIn = (
  reader: Reader,
  scope: Scope,
): Effect.Effect<ReadonlyArray<DocumentHead>, StoreFailure> =>
  Effect.gen(function* () {
    const operation = "heads";
    const prefixes = prefixesOf(scope);
    const view = new View();
    yield* lookUnder(view, reader.api, operation, prefixes);
    const concerns = (id: string): boolean => {
      const ref = refOf(id);
      return ref !== undefined && ref.kind !== "manifest" && isInScope(ref, scope);
    };
    const isSeen = (id: string) => prefixes.some((prefix) => id.startsWith(prefix));
    yield* refuseTorn(operation, yield* unclosedIn(reader.api, operation, view, concerns, isSeen));
    return yield* Effect.forEach(
      view.pages().filter(({ ref }) => isInScope(ref, scope)),
      (page) =>
        Effect.map(
          standingIn(reader, operation, page, view.at),
          ({ revision, digest }): DocumentHead => ({ ref: page.ref, revision, digest, removed: false }),
        ),
      { concurrency: atOnce },
    );
  });
