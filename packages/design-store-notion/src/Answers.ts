/** Notion's answers, as far as this store reads them. */
import * as z from "zod";

const Texts = z.array(z.object({ plain_text: z.string() }));

const PropertyAnswer = z.union([
  z.object({ type: z.literal("rich_text"), rich_text: Texts }),
  z.object({ type: z.literal("number"), number: z.number().nullable() }),
  z.object({ type: z.string() }).transform(({ type }) => ({ type, unread: true as const })),
]);

export const PageAnswer = z.object({
  object: z.literal("page"),
  id: z.string(),
  url: z.string(),
  created_time: z.string(),
  created_by: z.object({ id: z.string() }),
  last_edited_time: z.string(),
  last_edited_by: z.object({ id: z.string() }),
  in_trash: z.boolean(),
  parent: z.object({ type: z.string(), data_source_id: z.string().optional() }),
  properties: z.record(z.string(), PropertyAnswer),
});
export type PageAnswer = z.output<typeof PageAnswer>;

/** What an integration is given that may list pages and not read them. */
const PartialPage = z.strictObject({ object: z.literal("page"), id: z.string() });

export const QueryAnswer = z.object({
  results: z.array(z.union([PageAnswer, PartialPage])),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
  request_status: z.object({ type: z.enum(["complete", "incomplete"]) }).optional(),
});

export const isWhole = (page: z.output<typeof QueryAnswer>["results"][number]): page is PageAnswer =>
  "properties" in page;

export const MarkdownAnswer = z.object({
  markdown: z.string(),
  truncated: z.boolean(),
  unknown_block_ids: z.array(z.string()),
});
export type MarkdownAnswer = z.output<typeof MarkdownAnswer>;

export const DataSourceAnswer = z.object({
  id: z.string(),
  properties: z.record(z.string(), z.object({ id: z.string(), name: z.string(), type: z.string() })),
});

export const DatabaseAnswer = z.object({
  data_sources: z.array(z.object({ id: z.string(), name: z.string() })),
});

export const ViewAnswer = z.object({ data_source_id: z.string() });

export const SelfAnswer = z.object({
  name: z.string().nullable(),
  bot: z.object({ workspace_name: z.string().nullable().optional() }).optional(),
});
