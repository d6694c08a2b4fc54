/** Method and path of each endpoint, as Notion's own client has them. */

import * as dataSources from "@notionhq/client/build/src/api-endpoints/data-sources.js";
import * as databases from "@notionhq/client/build/src/api-endpoints/databases.js";
import * as pages from "@notionhq/client/build/src/api-endpoints/pages.js";
import * as users from "@notionhq/client/build/src/api-endpoints/users.js";
import * as views from "@notionhq/client/build/src/api-endpoints/views.js";
import type { EndpointName } from "./Traffic.ts";

interface Definition {
  readonly method: string;
  readonly pathParams: ReadonlyArray<string>;
  readonly path: (params: never) => string;
}

const definitions: Readonly<Record<EndpointName, Definition>> = {
  getSelf: users.getSelf,
  getDatabase: databases.getDatabase,
  getView: views.getView,
  getDataSource: dataSources.getDataSource,
  updateDataSource: dataSources.updateDataSource,
  queryDataSource: dataSources.queryDataSource,
  getPage: pages.getPage,
  createPage: pages.createPage,
  updatePage: pages.updatePage,
  getPageMarkdown: pages.getPageMarkdown,
  updatePageMarkdown: pages.updatePageMarkdown,
};

const uuid = "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})";

const endpoints = Object.entries(definitions).map(([name, { method, pathParams, path }]) => {
  const marks = Object.fromEntries(pathParams.map((param) => [param, `<${param}>`]));
  const pattern = pathParams.reduce((text, param) => text.replace(`<${param}>`, uuid), path(marks as never));
  return {
    name: name as EndpointName,
    method: method.toUpperCase(),
    pathParams,
    pattern: new RegExp(`^/v1/${pattern}$`),
    isRead: method === "get" || name === "queryDataSource",
  };
});

export interface Match {
  readonly name: EndpointName;
  readonly params: Readonly<Record<string, string>>;
  readonly isRead: boolean;
}

/** The endpoint that a request is for; undefined where Notion has none. */
export const matchEndpoint = (method: string, path: string): Match | undefined => {
  for (const { name, pattern, pathParams, isRead, ...endpoint } of endpoints) {
    const found = endpoint.method === method ? pattern.exec(path) : null;
    if (found !== null)
      return {
        name,
        isRead,
        params: Object.fromEntries(pathParams.map((param, index) => [param, found[index + 1] ?? ""])),
      };
  }
  return undefined;
};
