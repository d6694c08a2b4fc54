/** The few things this store asks of Notion. Which data source is meant is found out once, with the first of them. */
import type { StoreFailure } from "@idse/design-store";
import type { QueryDataSourceParameters, UpdateDataSourceParameters } from "@notionhq/client";
import * as Effect from "effect/Effect";
import type * as z from "zod";
import { DataSourceAnswer, isWhole, MarkdownAnswer, PageAnswer, QueryAnswer, SelfAnswer } from "./Answers.ts";
import { lookUpDataSource } from "./DataSourceLookup.ts";
import { type Answer, exchange, type Request } from "./Exchange.ts";
import { failureOf, malformed, NotionRefusal, rejected } from "./Failure.ts";
import type { Settings } from "./Options.ts";
import type { PropertyValues } from "./Properties.ts";

export type Filter = NonNullable<QueryDataSourceParameters["filter"]>;
export type NewProperties = NonNullable<UpdateDataSourceParameters["properties"]>;

/** Notion's own limit. */
const pageSize = 100;

export class NotionApi {
  readonly settings: Settings;
  #dataSource: string | undefined;

  constructor(settings: Settings) {
    this.settings = settings;
  }

  #read<S extends z.ZodType>(operation: string, answer: S, send: Request<S>["send"]) {
    return exchange(this.settings, { operation, mode: "read", answer, send });
  }

  #write<S extends z.ZodType>(operation: string, answer: S, send: Request<S>["send"]) {
    return exchange(this.settings, { operation, mode: "write", answer, send });
  }

  /** Its id. An address that names a database or a view costs one request, once. */
  dataSourceId(operation: string): Effect.Effect<string, StoreFailure> {
    return Effect.suspend(() =>
      this.#dataSource === undefined
        ? Effect.tap(lookUpDataSource(this.settings, operation), (id) =>
            Effect.sync(() => {
              this.#dataSource = id;
            }),
          )
        : Effect.succeed(this.#dataSource),
    );
  }

  self() {
    return this.#read("check", SelfAnswer, (client) => client.users.me({}));
  }

  dataSource(operation: string) {
    return Effect.flatMap(this.dataSourceId(operation), (data_source_id) =>
      this.#read(operation, DataSourceAnswer, (client) => client.dataSources.retrieve({ data_source_id })),
    );
  }

  addProperties(properties: NewProperties) {
    return Effect.flatMap(this.dataSourceId("setUp"), (data_source_id) =>
      this.#write("setUp", DataSourceAnswer, (client) =>
        client.dataSources.update({ data_source_id, properties }),
      ),
    );
  }

  /** Every page that fits, however many listings that takes, with the time of the first; without what is in the trash. */
  query(operation: string, filter: Filter): Effect.Effect<Answer<ReadonlyArray<PageAnswer>>, StoreFailure> {
    return Effect.flatMap(this.dataSourceId(operation), (data_source_id) =>
      Effect.gen({ self: this }, function* () {
        const found = new Map<string, PageAnswer>();
        const cursors = new Set<string>();
        let cursor: string | undefined;
        let first: number | null | undefined;
        for (;;) {
          const { value, at } = yield* this.#read(operation, QueryAnswer, (client) =>
            client.dataSources.query({
              data_source_id,
              filter,
              result_type: "page",
              // Pages that are made meanwhile come last and move nothing.
              sorts: [{ timestamp: "created_time", direction: "ascending" }],
              page_size: pageSize,
              ...(cursor === undefined ? {} : { start_cursor: cursor }),
            }),
          ).pipe(Effect.mapError(namingColumns));
          if (value.request_status?.type === "incomplete")
            return yield* Effect.fail(
              malformed(operation, "Notion lists only a part of the pages: there are more than it can list."),
            );
          for (const page of value.results) {
            if (!isWhole(page)) return yield* Effect.fail(mayNotRead(operation));
            if (page.parent.data_source_id !== data_source_id)
              return yield* Effect.fail(
                malformed(operation, `Notion lists a page of elsewhere: ${page.url}`),
              );
            if (!page.in_trash) found.set(page.id, page);
          }
          first = first === undefined ? at : first;
          if (!value.has_more) return { value: [...found.values()], at: first };
          cursor = value.next_cursor ?? undefined;
          if (cursor === undefined || cursors.has(cursor))
            return yield* Effect.fail(
              malformed(operation, "Notion says that there are more pages and does not say where."),
            );
          cursors.add(cursor);
        }
      }),
    );
  }

  page(operation: string, page_id: string) {
    return this.#read(operation, PageAnswer, (client) => client.pages.retrieve({ page_id }));
  }

  createPage(operation: string, properties: PropertyValues, markdown: string) {
    return Effect.flatMap(this.dataSourceId(operation), (data_source_id) =>
      this.#write(operation, PageAnswer, (client) =>
        client.pages.create({ parent: { type: "data_source_id", data_source_id }, properties, markdown }),
      ),
    );
  }

  updatePage(
    operation: string,
    page_id: string,
    change: { properties?: PropertyValues; in_trash?: boolean },
  ) {
    return this.#write(operation, PageAnswer, (client) => client.pages.update({ page_id, ...change }));
  }

  /** The page as markdown, whole. A truncated answer is a failure and never content. */
  markdown(operation: string, page_id: string): Effect.Effect<Answer<string>, StoreFailure> {
    return Effect.flatMap(
      this.#read(operation, MarkdownAnswer, (client) => client.pages.retrieveMarkdown({ page_id })),
      ({ value, at }) => Effect.map(wholeText(operation, page_id, value), (text) => ({ value: text, at })),
    );
  }

  /** Writes `text` over `previous`, if the page still says that; refused otherwise. */
  updateMarkdown(operation: string, page_id: string, previous: string, text: string) {
    const update_content = { content_updates: [{ old_str: previous, new_str: text }] };
    return Effect.flatMap(
      this.#write(operation, MarkdownAnswer, (client) =>
        client.pages.updateMarkdown({ page_id, type: "update_content", update_content }),
      ),
      ({ value }) => wholeText(operation, page_id, value),
    );
  }

  /** Writes in front of whatever the page says, which is nothing as far as the caller knows. */
  insertMarkdown(operation: string, page_id: string, content: string) {
    const insert_content = { content, position: { type: "start" as const } };
    return Effect.flatMap(
      this.#write(operation, MarkdownAnswer, (client) =>
        client.pages.updateMarkdown({ page_id, type: "insert_content", insert_content }),
      ),
      ({ value }) => wholeText(operation, page_id, value),
    );
  }

  /** Writes over whatever the page says. Child pages in it are not deleted: Notion refuses then. */
  replaceMarkdown(operation: string, page_id: string, text: string) {
    return Effect.flatMap(
      this.#write(operation, MarkdownAnswer, (client) =>
        client.pages.updateMarkdown({ page_id, type: "replace_content", replace_content: { new_str: text } }),
      ),
      ({ value }) => wholeText(operation, page_id, value),
    );
  }
}

/** A listing is refused where a column that it asks for is not there. */
const namingColumns = (failure: StoreFailure): StoreFailure =>
  failure._tag === "Rejected"
    ? rejected(
        failure.operation,
        `${failure.message} If a column is missing, \`idse store migrate\` adds it.`,
        failure.cause,
      )
    : failure;

const mayNotRead = (operation: string): StoreFailure =>
  failureOf(operation, new NotionRefusal(403, "restricted_resource", "It may list pages and not read them."));

const wholeText = (
  operation: string,
  page: string,
  { markdown, truncated, unknown_block_ids }: MarkdownAnswer,
): Effect.Effect<string, StoreFailure> =>
  truncated || unknown_block_ids.length > 0
    ? Effect.fail(
        malformed(
          operation,
          `Notion gives only a part of the page ${page}: it is too long, or parts of it are not shared with the integration. Shorten it, or share them.`,
        ),
      )
    : Effect.succeed(markdown);
