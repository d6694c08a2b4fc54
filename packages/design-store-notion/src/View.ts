/** The pages of some documents and their manifests, as one look at the data source shows them. */
import type { StoreFailure } from "@idse/design-store";
import type { DocumentRef } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { byRank, type DocumentPage, documentPage } from "./DocumentPage.ts";
import { type ManifestPage, readRecord } from "./Manifest.ts";
import type { Filter, NotionApi } from "./NotionApi.ts";
import { idOf, manifestOf, type PageRef, refOf } from "./PageName.ts";
import { textOf } from "./Properties.ts";

export class View {
  readonly #pages = new Map<string, ReadonlyArray<DocumentPage>>();
  readonly #manifests = new Map<string, ReadonlyArray<ManifestPage>>();
  #at: number | null = Number.POSITIVE_INFINITY;

  /** Notion's clock when it gave the first of these pages; null where it did not say. */
  get at(): number | null {
    return this.#at;
  }

  /** That these pages were seen at this time, too. */
  seenAt(at: number | null): void {
    this.#at = at === null || this.#at === null ? null : Math.min(at, this.#at);
  }

  add(page: DocumentPage): void {
    const id = idOf(page.ref);
    this.#pages.set(id, [...(this.#pages.get(id) ?? []), page].sort(byRank));
  }

  addManifest(page: ManifestPage): void {
    const id = idOf(page.ref);
    this.#manifests.set(id, [...(this.#manifests.get(id) ?? []), page]);
  }

  /** All pages of a document, the one that counts first. */
  pagesOf(id: string): ReadonlyArray<DocumentPage> {
    return this.#pages.get(id) ?? [];
  }

  pageOf(ref: DocumentRef): DocumentPage | undefined {
    return this.pagesOf(idOf(ref))[0];
  }

  /** One for each document. */
  pages(): ReadonlyArray<DocumentPage> {
    return [...this.#pages.values()].flatMap(([page]) => (page === undefined ? [] : [page]));
  }

  /** Usually one, and two where two writers made it at once. */
  manifestsOf(ref: PageRef): ReadonlyArray<ManifestPage> {
    return this.#manifests.get(idOf(manifestOf(ref))) ?? [];
  }

  manifests(): ReadonlyArray<ManifestPage> {
    return [...this.#manifests.values()].flat();
  }
}

/**
 * Takes in what the filter lists, and more: Notion compares texts without regard to case. Names are told apart
 * where a view is asked for them.
 */
const lookInto = (
  view: View,
  api: NotionApi,
  operation: string,
  filter: Filter,
): Effect.Effect<void, StoreFailure> =>
  Effect.gen(function* () {
    const names = api.settings.properties;
    const { value: pages, at } = yield* api.query(operation, filter);
    for (const page of pages) {
      const ref = refOf(yield* textOf(operation, page, names.id));
      if (ref === undefined) continue;
      if (ref.kind !== "manifest") {
        view.add(yield* documentPage(operation, names, ref, page));
        continue;
      }
      const record = yield* readRecord(operation, page.url, yield* textOf(operation, page, names.record));
      view.addManifest({ id: page.id, ref, record });
    }
    view.seenAt(at);
  });

/** How many conditions Notion takes in one filter. */
const conditions = 100;

const chunksOf = <A>(all: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  Array.from({ length: Math.ceil(all.length / conditions) }, (_, index) =>
    all.slice(index * conditions, (index + 1) * conditions),
  );

const lookFor = (
  view: View,
  api: NotionApi,
  operation: string,
  texts: Iterable<string>,
  condition: (text: string) => { readonly equals: string } | { readonly starts_with: string },
): Effect.Effect<void, StoreFailure> =>
  Effect.forEach(
    chunksOf([...new Set(texts)]),
    (chunk) => {
      const property = api.settings.properties.id;
      const or = chunk.map((text) => ({ property, rich_text: condition(text) }));
      return lookInto(view, api, operation, { or });
    },
    { discard: true },
  );

/** One request for a hundred ids. */
export const lookAt = (view: View, api: NotionApi, operation: string, ids: Iterable<string>) =>
  lookFor(view, api, operation, ids, (equals) => ({ equals }));

/** One request for a hundred pages whose ids begin so. */
export const lookUnder = (view: View, api: NotionApi, operation: string, prefixes: Iterable<string>) =>
  lookFor(view, api, operation, prefixes, (starts_with) => ({ starts_with }));
