/**
 * What goes over the wire between this store and Notion, in the types of Notion's own client. The schema in
 * `test/fixtures` is generated from this file. Requests are narrowed to what this store sends, so that a
 * further field is noticed; answers are not narrowed.
 */
import type {
  CreatePageParameters,
  CreatePageResponse,
  GetDatabaseParameters,
  GetDatabaseResponse,
  GetDataSourceParameters,
  GetDataSourceResponse,
  GetPageParameters,
  GetPageResponse,
  GetSelfParameters,
  GetSelfResponse,
  GetViewParameters,
  GetViewResponse,
  QueryDataSourceParameters,
  QueryDataSourceResponse,
  UpdateDataSourceParameters,
  UpdateDataSourceResponse,
  UpdatePageParameters,
  UpdatePageResponse,
} from "@notionhq/client";
import type {
  GetPageMarkdownParameters,
  GetPageMarkdownResponse,
  UpdatePageMarkdownParameters,
  UpdatePageMarkdownResponse,
} from "@notionhq/client/build/src/api-endpoints/pages.js";

export interface Requests {
  getSelf: GetSelfParameters;
  getDatabase: GetDatabaseParameters;
  getView: GetViewParameters;
  getDataSource: GetDataSourceParameters;
  updateDataSource: Pick<UpdateDataSourceParameters, "data_source_id" | "properties">;
  queryDataSource: QueryDataSourceParameters;
  getPage: GetPageParameters;
  createPage: Pick<CreatePageParameters, "parent" | "properties" | "markdown">;
  updatePage: Pick<UpdatePageParameters, "page_id" | "properties" | "in_trash">;
  getPageMarkdown: GetPageMarkdownParameters;
  updatePageMarkdown: UpdatePageMarkdownParameters;
}

export interface Answers {
  getSelf: GetSelfResponse;
  getDatabase: GetDatabaseResponse;
  getView: GetViewResponse;
  getDataSource: GetDataSourceResponse;
  updateDataSource: UpdateDataSourceResponse;
  queryDataSource: QueryDataSourceResponse;
  getPage: GetPageResponse;
  createPage: CreatePageResponse;
  updatePage: UpdatePageResponse;
  getPageMarkdown: GetPageMarkdownResponse;
  updatePageMarkdown: UpdatePageMarkdownResponse;
}

export interface Traffic {
  requests: Requests;
  answers: Answers;
}

export type EndpointName = keyof Requests;
