/** What a Notion workspace holds, and what people do in it. */
import { randomUUID } from "node:crypto";
import { render } from "./Rendering.ts";

export type ColumnType = "title" | "rich_text" | "select" | "number" | "status";

export interface Column {
  readonly id: string;
  readonly type: ColumnType;
}

export interface DataSource {
  readonly id: string;
  readonly databaseId: string;
  readonly columns: Map<string, Column>;
}

export type Value = string | number | null;

export interface Page {
  readonly id: string;
  readonly dataSource: DataSource;
  readonly values: Map<string, Value>;
  body: string;
  readonly createdAt: number;
  readonly createdBy: string;
  editedAt: number;
  editedBy: string;
  inTrash: boolean;
  /** Somebody made a page inside this one. */
  hasChildPage: boolean;
  /** How much of it Notion gives. */
  given: "all" | "truncated" | "without blocks";
  /** How many listings still leave it out. */
  unlisted: number;
}

export interface Integration {
  readonly id: string;
  readonly token: string;
  readonly dataSource: DataSource;
  /** Whether it may read what pages say. */
  mayRead: boolean;
}

/** As `idse store migrate` leaves a database that had a column of a person's own and a title called otherwise. */
const migrated: ReadonlyArray<readonly [string, ColumnType]> = [
  ["IDSE_ID", "rich_text"],
  ["Session", "rich_text"],
  ["Stage", "select"],
  ["IDSE Version", "number"],
  ["IDSE Digest", "rich_text"],
  ["IDSE Record", "rich_text"],
  ["IDSE Source", "rich_text"],
  ["IDSE Pending", "rich_text"],
];

export class Workspace {
  /** Moved by hand. */
  now = Date.UTC(2026, 10, 24, 9, 0, 20);
  readonly pages = new Map<string, Page>();
  readonly integrations = new Map<string, Integration>();
  readonly person = randomUUID();

  newDataSource(columns = migrated): DataSource {
    const dataSource: DataSource = { id: randomUUID(), databaseId: randomUUID(), columns: new Map() };
    dataSource.columns.set("Name", { id: "title", type: "title" });
    dataSource.columns.set("Status", { id: "st%40t", type: "status" });
    for (const [name, type] of columns) this.addColumn(dataSource, name, type);
    return dataSource;
  }

  addColumn({ columns }: DataSource, name: string, type: ColumnType): void {
    columns.set(name, { id: `c%3A${columns.size}`, type });
  }

  newIntegration(dataSource = this.newDataSource()): Integration {
    const integration = { id: randomUUID(), token: `ntn_${randomUUID()}`, dataSource, mayRead: true };
    this.integrations.set(integration.token, integration);
    return integration;
  }

  makePage(dataSource: DataSource, by: string, markdown: string): Page {
    const page: Page = {
      id: randomUUID(),
      dataSource,
      values: new Map(),
      body: render(markdown),
      createdAt: this.now,
      createdBy: by,
      editedAt: this.now,
      editedBy: by,
      inTrash: false,
      hasChildPage: false,
      given: "all",
      unlisted: 0,
    };
    this.pages.set(page.id, page);
    return page;
  }

  touch(page: Page, by: string): void {
    page.editedAt = this.now;
    page.editedBy = by;
  }

  /** Pages of a document, in and out of the trash. */
  pagesOf(id: string): ReadonlyArray<Page> {
    return [...this.pages.values()].filter((page) => page.values.get("IDSE_ID") === id);
  }

  pageOf(id: string): Page {
    const [page, ...others] = this.pagesOf(id).filter(({ inTrash }) => !inTrash);
    if (page === undefined || others.length > 0)
      throw new Error(`${others.length + (page === undefined ? 0 : 1)} pages of ${id}`);
    return page;
  }

  /** A person writes in a page. */
  edit(page: Page, change: (body: string) => string): void {
    page.body = render(change(page.body));
    this.touch(page, this.person);
  }

  /** A person fills in a column. */
  fillIn(page: Page, column: string, value: Value): void {
    page.values.set(column, value);
    this.touch(page, this.person);
  }

  /** A person duplicates a page, with all its columns. */
  duplicate(page: Page): Page {
    const copy = this.makePage(page.dataSource, this.person, page.body);
    for (const [name, value] of page.values) copy.values.set(name, value);
    return copy;
  }

  trash(page: Page): void {
    page.inTrash = true;
    this.touch(page, this.person);
  }
}
