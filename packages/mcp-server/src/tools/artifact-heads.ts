/**
 * `artifact_heads`: which documents there are, and in which state. Nothing is remembered between two pages: each one
 * lists anew and goes on behind the last document of the page before, so that a document which is there all the time is
 * on exactly one of them, whatever else comes and goes.
 */
import { type DesignStoreService, type Heads, Rejected, type Scope } from "@idse/design-store";
import {
  HeadsInput,
  type HeadsOutput,
  type Limits,
  toolNames,
} from "@idse/design-store-artifact-core/Protocol";
import { digestOfParts, readJson, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import * as z from "zod";
import { defineTool, type Tool } from "../Tool.ts";
import { announcementOf, schemasOf } from "./artifact-core.ts";
import { explainStoreFailure } from "./store-failure.ts";

/** Where a page begins, the first page's cursor, and which question it belongs to. */
const Page = z.strictObject({ after: z.string(), cursor: z.string(), question: z.string() });
type Page = z.output<typeof Page>;

const encoded = (page: Page): string => Buffer.from(JSON.stringify(page)).toString("base64url");

const questionOf = ({ project, since, sessions, kinds }: HeadsInput): string =>
  digestOfParts([project, JSON.stringify([since ?? null, sessions ?? null, kinds ?? null])]);

const foreignPage = new Rejected({
  store: "mcp-server",
  operation: "heads",
  message: "This page does not belong to these arguments. Begin again without a page.",
});

const pageOf = (input: HeadsInput): Effect.Effect<Page | undefined, Rejected> => {
  if (input.page === undefined) return Effect.succeed(undefined);
  const page = readJson(Buffer.from(input.page, "base64url").toString(), Page);
  return page.ok && page.value.question === questionOf(input)
    ? Effect.succeed(page.value)
    : Effect.fail(foreignPage);
};

const scopeOf = ({ project, sessions, kinds }: HeadsInput): Scope => ({
  project,
  ...(sessions === undefined ? {} : { sessions }),
  ...(kinds === undefined ? {} : { kinds }),
});

const answerOf = (
  input: HeadsInput,
  { heads, cursor }: Heads,
  page: Page | undefined,
  { headsPerPage }: Limits,
): HeadsOutput => {
  const rest = heads
    .map((head) => ({ key: refKey(head.ref), head }))
    .filter(({ key }) => page === undefined || key > page.after)
    .sort((left, right) => (left.key < right.key ? -1 : 1));
  const shown = rest.slice(0, headsPerPage);
  const last = shown.at(-1);
  const first = page?.cursor ?? cursor;
  const more = last !== undefined && rest.length > shown.length;
  return {
    heads: shown.map(({ head }) => head),
    cursor: first,
    next: more ? encoded({ after: last.key, cursor: first, question: questionOf(input) }) : null,
  };
};

export const artifactHeads = (store: DesignStoreService, limits: Limits): Tool =>
  defineTool({
    name: toolNames.heads,
    title: "Heads of documents",
    description:
      "Lists the design documents of a project with their revisions and digests, all of them or what changed since a cursor.",
    schemas: schemasOf(toolNames.heads),
    readOnly: true,
    announces: announcementOf(store, limits),
    input: HeadsInput,
    run: (input) =>
      Effect.gen(function* () {
        const page = yield* pageOf(input);
        const heads = yield* store.heads(scopeOf(input), input.since);
        return answerOf(input, heads, page, limits);
      }),
    summary: ({ heads, next }) =>
      `${heads.length} documents${next === null ? "" : ", and more on the next page"}.`,
    explain: explainStoreFailure,
  });
