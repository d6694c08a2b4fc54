/** What each endpoint does, as Notion's documentation says it does. */
import { ApiError, invalid, notFound } from "./ApiError.ts";
import { render } from "./Rendering.ts";
import { showDatabase, showDataSource, showMarkdown, showPage, showSelf, showView } from "./Showing.ts";
import type { Answers, EndpointName, Requests } from "./Traffic.ts";
import type { ColumnType, DataSource, Integration, Page, Value, Workspace } from "./Workspace.ts";

export interface Manners {
  /** Refuses to find a text of several lines, wherever it stands. */
  findsOnlyLines: boolean;
  /** New pages are left out of this many listings. */
  lateListings: number;
  /** Says that it lists not everything. */
  listsIncompletely: boolean;
}

export interface Context {
  readonly workspace: Workspace;
  readonly integration: Integration;
  readonly manners: Manners;
}

type Handlers = {
  readonly [Name in EndpointName]: (context: Context, request: Requests[Name]) => Answers[Name];
};

const sourceOf = ({ integration: { dataSource } }: Context, id: string): DataSource => {
  if (dataSource.id !== id) throw notFound("data source", id);
  return dataSource;
};

const pageOf = ({ workspace, integration }: Context, id: string): Page => {
  const page = workspace.pages.get(id);
  if (page === undefined || page.dataSource !== integration.dataSource) throw notFound("page", id);
  return page;
};

const editable = (context: Context, id: string): Page => {
  const page = pageOf(context, id);
  if (page.inTrash)
    throw invalid("Can't edit block that is archived. You must unarchive the block before editing.");
  return page;
};

type Properties = NonNullable<Requests["createPage"]["properties"]>;

const textIn = (items: ReadonlyArray<unknown>): string => {
  if (items.length > 100) throw invalid(`body failed validation: ${items.length} items, at most 100`);
  return items
    .map((item) => {
      const { content } = (item as { text: { content: string } }).text;
      if (content.length > 2000)
        throw invalid(
          `body failed validation: text.content.length should be ≤ 2000, instead was ${content.length}`,
        );
      return content;
    })
    .join("");
};

const valueIn = (name: string, type: ColumnType, given: Properties[string]): Value => {
  if (type === "title" && "title" in given) return textIn(given.title);
  // A column holds no NUL and no characters apart; this is as bad as it may get.
  if (type === "rich_text" && "rich_text" in given) return textIn(given.rich_text).replaceAll("\u0000", "");
  if (type === "number" && "number" in given) return given.number;
  if (type === "select" && "select" in given) {
    const option = given.select?.name ?? null;
    if (option?.includes(",") === true)
      throw invalid(`body failed validation: ${name}: a comma in an option`);
    return option;
  }
  throw invalid(`${name} is expected to be ${type}.`);
};

const write = (page: Page, properties: Properties): void => {
  const { columns } = page.dataSource;
  const named = Object.entries(properties).map(([key, given]) => {
    const found = [...columns].find(([name, { id }]) => name === key || id === key);
    if (found === undefined) throw invalid(`${key} is not a property that exists.`);
    const [name, { type }] = found;
    return [name, valueIn(name, type, given)] as const;
  });
  for (const [name, value] of named) page.values.set(name, value);
};

type Filter = NonNullable<Requests["queryDataSource"]["filter"]>;

/** Without regard to case, as Notion compares. */
const predicateOf = (filter: Filter, { columns }: DataSource): ((page: Page) => boolean) => {
  const conditions = "or" in filter ? filter.or : [filter];
  if (conditions.length > 100) throw invalid("body failed validation: at most 100 conditions");
  const equal = new Map<string, Set<string>>();
  const prefixes: Array<readonly [column: string, prefix: string]> = [];
  for (const one of conditions) {
    if (!("property" in one) || !("rich_text" in one)) throw invalid("This filter is not modelled.");
    const { property, rich_text: condition } = one;
    if (!columns.has(property)) throw invalid(`Could not find property with name or id: ${property}`);
    if ("starts_with" in condition) prefixes.push([property, condition.starts_with.toLowerCase()]);
    else if ("equals" in condition)
      equal.set(property, (equal.get(property) ?? new Set()).add(condition.equals.toLowerCase()));
    else throw invalid("This condition is not modelled.");
  }
  const lowered = (page: Page, column: string) => String(page.values.get(column) ?? "").toLowerCase();
  return (page) =>
    [...equal].some(([column, values]) => values.has(lowered(page, column))) ||
    prefixes.some(([column, prefix]) => lowered(page, column).startsWith(prefix));
};

const replaceIn = (page: Page, { findsOnlyLines }: Manners, oldText: string, newText: string): string => {
  const places = oldText === "" ? 0 : page.body.split(oldText).length - 1;
  if (places === 0 || (findsOnlyLines && oldText.includes("\n")))
    throw invalid("Could not find the content to replace.");
  if (places > 1) throw invalid("The content to replace was found more than once.");
  return page.body.replace(oldText, () => newText);
};

const changedBody = (page: Page, manners: Manners, request: Requests["updatePageMarkdown"]): string => {
  switch (request.type) {
    case "update_content": {
      const [update, ...others] = request.update_content.content_updates;
      if (update === undefined || others.length > 0) throw invalid("One change at a time is modelled.");
      return replaceIn(page, manners, update.old_str, update.new_str);
    }
    case "replace_content":
      return request.replace_content.new_str;
    case "insert_content":
      return `${request.insert_content.content}\n${page.body}`;
    default:
      throw invalid(`${request.type} is not modelled.`);
  }
};

export const handlers: Handlers = {
  getSelf: ({ integration }) => showSelf(integration),

  getDatabase: ({ integration, workspace }, { database_id }) => {
    const all = [...workspace.integrations.values()].map(({ dataSource }) => dataSource);
    const own = [...new Set(all)].filter(({ databaseId }) => databaseId === database_id);
    if (!own.includes(integration.dataSource)) throw notFound("database", database_id);
    return showDatabase(own, database_id);
  },

  getView: ({ integration }, { view_id }) => showView(integration.dataSource, view_id),

  getDataSource: (context, { data_source_id }) => showDataSource(sourceOf(context, data_source_id)),

  updateDataSource: (context, { data_source_id, properties = {} }) => {
    const dataSource = sourceOf(context, data_source_id);
    for (const [name, config] of Object.entries(properties)) {
      const type = ["rich_text", "select", "number"].find((one) => config !== null && one in config);
      if (type === undefined) throw invalid("This change of a column is not modelled.");
      context.workspace.addColumn(dataSource, name, type as ColumnType);
    }
    return showDataSource(dataSource);
  },

  queryDataSource: (context, request) => {
    const { workspace, integration, manners } = context;
    const dataSource = sourceOf(context, request.data_source_id);
    const size = request.page_size ?? 100;
    if (size > 100) throw invalid("body failed validation: page_size should be ≤ 100");
    const fits = request.filter === undefined ? () => true : predicateOf(request.filter, dataSource);
    const fitting = [...workspace.pages.values()].filter(
      (page) => page.dataSource === dataSource && !page.inTrash && fits(page),
    );
    const late = fitting.filter((page) => page.unlisted > 0);
    for (const page of late) page.unlisted -= 1;
    const listed = fitting.filter((page) => !late.includes(page));
    const start =
      request.start_cursor == null ? 0 : listed.findIndex(({ id }) => id === request.start_cursor);
    if (start < 0) throw invalid("The start_cursor provided is invalid.");
    const next = listed[start + size];
    return {
      object: "list",
      type: "page_or_data_source",
      page_or_data_source: {},
      results: listed.slice(start, start + size).map((page) => showPage(page, integration)),
      has_more: next !== undefined,
      next_cursor: next?.id ?? null,
      ...(manners.listsIncompletely
        ? { request_status: { type: "incomplete", incomplete_reason: "query_result_limit_reached" } }
        : {}),
    };
  },

  getPage: (context, { page_id }) => showPage(pageOf(context, page_id), context.integration),

  createPage: (context, { parent, properties = {}, markdown = "" }) => {
    const { workspace, integration, manners } = context;
    if (parent === undefined || !("data_source_id" in parent)) throw invalid("This parent is not modelled.");
    const page = workspace.makePage(sourceOf(context, parent.data_source_id), integration.id, markdown);
    try {
      write(page, properties);
    } catch (error) {
      workspace.pages.delete(page.id);
      throw error;
    }
    page.unlisted = manners.lateListings;
    return showPage(page, integration);
  },

  updatePage: (context, { page_id, properties, in_trash }) => {
    const page = in_trash === undefined ? editable(context, page_id) : pageOf(context, page_id);
    if (properties !== undefined) write(page, properties);
    if (in_trash !== undefined) page.inTrash = in_trash;
    context.workspace.touch(page, context.integration.id);
    return showPage(page, context.integration);
  },

  getPageMarkdown: (context, { page_id }) => {
    const page = pageOf(context, page_id);
    if (!context.integration.mayRead)
      throw new ApiError(403, "restricted_resource", "Insufficient permissions for this endpoint.");
    return showMarkdown(page);
  },

  updatePageMarkdown: (context, request) => {
    const page = editable(context, request.page_id);
    const body = changedBody(page, context.manners, request);
    if (page.hasChildPage && request.type !== "insert_content")
      throw invalid("This operation would delete child pages. Set allow_deleting_content to true.");
    page.body = render(body);
    context.workspace.touch(page, context.integration.id);
    return showMarkdown(page);
  },
};
