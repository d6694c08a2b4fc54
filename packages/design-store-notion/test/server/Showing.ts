/** What a workspace holds, in the form in which Notion answers. */
import type { Answers } from "./Traffic.ts";
import type { Column, DataSource, Integration, Page, Value } from "./Workspace.ts";

type PageObject = Extract<Answers["getPage"], { url: string }>;
type PropertyValue = PageObject["properties"][string];
type DataSourceObject = Extract<Answers["getDataSource"], { url: string }>;

/** Rounded down to the minute. */
export const timeOf = (at: number): string => new Date(at - (at % 60_000)).toISOString();

const annotations = {
  bold: false,
  italic: false,
  strikethrough: false,
  underline: false,
  code: false,
  color: "default",
} as const;

/** In other pieces than it was put in. */
const textsOf = (text: string) =>
  Array.from({ length: Math.ceil(text.length / 1500) }, (_, index) => {
    const content = text.slice(index * 1500, (index + 1) * 1500);
    const item = { type: "text" as const, text: { content, link: null } };
    return { ...item, annotations, plain_text: content, href: null };
  });

const showValue = ({ id, type }: Column, value: Value | undefined): PropertyValue => {
  const option =
    value === null || value === undefined ? null : { id: "o1", name: String(value), color: "gray" as const };
  switch (type) {
    case "title":
      return { id, type, title: textsOf(String(value ?? "")) };
    case "rich_text":
      return { id, type, rich_text: textsOf(String(value ?? "")) };
    case "number":
      return { id, type, number: typeof value === "number" ? value : null };
    case "select":
      return { id, type, select: option };
    case "status":
      return { id, type, status: option };
  }
};

const urlOf = (id: string): string => `https://www.notion.so/${id.replaceAll("-", "")}`;

export const showPage = (page: Page, { mayRead }: Integration): Answers["getPage"] => {
  const { id, dataSource } = page;
  if (!mayRead) return { object: "page", id };
  return {
    object: "page",
    id,
    created_time: timeOf(page.createdAt),
    last_edited_time: timeOf(page.editedAt),
    in_trash: page.inTrash,
    archived: page.inTrash,
    is_archived: page.inTrash,
    is_locked: false,
    url: urlOf(id),
    public_url: null,
    parent: { type: "data_source_id", data_source_id: dataSource.id, database_id: dataSource.databaseId },
    properties: Object.fromEntries(
      Array.from(dataSource.columns, ([name, column]) => [name, showValue(column, page.values.get(name))]),
    ),
    icon: null,
    cover: null,
    created_by: { object: "user", id: page.createdBy },
    last_edited_by: { object: "user", id: page.editedBy },
  };
};

export const showMarkdown = ({ id, body, given }: Page): Answers["getPageMarkdown"] => ({
  object: "page_markdown",
  id,
  markdown: given === "all" ? body : body.slice(0, 10),
  truncated: given === "truncated",
  unknown_block_ids: given === "without blocks" ? [id] : [],
});

const configOf = (name: string, { id, type }: Column): DataSourceObject["properties"][string] => {
  const common = { id, name, description: null };
  switch (type) {
    case "title":
      return { ...common, type, title: {} };
    case "rich_text":
      return { ...common, type, rich_text: {} };
    case "number":
      return { ...common, type, number: { format: "number" } };
    case "select":
      return { ...common, type, select: { options: [] } };
    case "status":
      return { ...common, type, status: { options: [], groups: [] } };
  }
};

export const showDataSource = ({ id, databaseId, columns }: DataSource): DataSourceObject => ({
  object: "data_source",
  id,
  title: textsOf("IDSE"),
  description: [],
  parent: { type: "database_id", database_id: databaseId },
  database_parent: { type: "workspace", workspace: true },
  is_inline: false,
  in_trash: false,
  archived: false,
  created_time: timeOf(0),
  last_edited_time: timeOf(0),
  created_by: { object: "user", id },
  last_edited_by: { object: "user", id },
  properties: Object.fromEntries(Array.from(columns, ([name, column]) => [name, configOf(name, column)])),
  icon: null,
  cover: null,
  url: urlOf(databaseId),
  public_url: null,
});

export const showDatabase = (dataSources: ReadonlyArray<DataSource>, id: string): Answers["getDatabase"] => ({
  object: "database",
  id,
  title: textsOf("IDSE"),
  description: [],
  parent: { type: "workspace", workspace: true },
  is_inline: false,
  in_trash: false,
  archived: false,
  is_locked: false,
  created_time: timeOf(0),
  last_edited_time: timeOf(0),
  data_sources: dataSources.map((dataSource, index) => ({ id: dataSource.id, name: `Source ${index + 1}` })),
  icon: null,
  cover: null,
  url: urlOf(id),
  public_url: null,
});

export const showView = ({ id, databaseId }: DataSource, view: string): Answers["getView"] => ({
  object: "view",
  id: view,
  parent: { type: "database_id", database_id: databaseId },
  name: "Table",
  type: "table",
  created_time: timeOf(0),
  last_edited_time: timeOf(0),
  url: urlOf(view),
  data_source_id: id,
});

export const showSelf = ({ id }: Integration): Answers["getSelf"] => ({
  object: "user",
  id,
  name: "IDSE",
  avatar_url: null,
  type: "bot",
  bot: {
    owner: { type: "workspace", workspace: true },
    workspace_id: id,
    workspace_limits: { max_file_upload_size_in_bytes: 5_242_880 },
    workspace_name: "Acme",
  },
});
