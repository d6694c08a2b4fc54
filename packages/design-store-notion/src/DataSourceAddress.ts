/** Where a data source is, in each form in which people have it at hand. */

export type DataSourceAddress =
  | { readonly kind: "data source"; readonly id: string }
  /** The address of a database in Notion names the database, which has data sources of its own. */
  | { readonly kind: "database"; readonly id: string }
  | { readonly kind: "view"; readonly id: string };

const hex = "[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}";
const bare = new RegExp(`^${hex}$`, "i");
const scheme = new RegExp(`^(collection|view)://(${hex})$`, "i");
/** The id ends the last segment, after the page's title where it has one. */
const segment = new RegExp(`(?:^|-)(${hex})$`, "i");
const hosts = /(^|\.)notion\.(so|com|site)$/;

/** With dashes and in small letters, as Notion gives it. */
export const dashed = (id: string): string =>
  id
    .toLowerCase()
    .replaceAll("-", "")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

/** Undefined where a text is none of these forms. */
export const parseDataSource = (text: string): DataSourceAddress | undefined => {
  const trimmed = text.trim();
  if (bare.test(trimmed)) return { kind: "data source", id: dashed(trimmed) };
  const [, form = "", id = ""] = scheme.exec(trimmed) ?? [];
  if (id !== "") return { kind: form.toLowerCase() === "view" ? "view" : "data source", id: dashed(id) };
  const url = URL.parse(trimmed);
  if (url === null || url.protocol !== "https:" || !hosts.test(url.hostname)) return undefined;
  const [, database] = segment.exec(url.pathname.split("/").at(-1) ?? "") ?? [];
  return database === undefined ? undefined : { kind: "database", id: dashed(database) };
};
