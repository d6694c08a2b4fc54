/** Texts in the columns of a page: put in in pieces that Notion takes, and read back as one. */
import type { StoreFailure } from "@idse/design-store";
import type { CreatePageParameters } from "@notionhq/client";
import * as Effect from "effect/Effect";
import type { PageAnswer } from "./Answers.ts";
import { malformed } from "./Failure.ts";

export type PropertyValues = NonNullable<CreatePageParameters["properties"]>;

/** Of one piece of text, and of pieces in one column: both Notion's. */
const pieceLength = 2000;
const pieces = 100;

/** How much text one column takes. */
export const columnLength = pieceLength * pieces;

/** Pieces of at most 2000 characters, none of which ends within one. */
const piecesOf = (text: string): ReadonlyArray<string> => {
  const found: Array<string> = [];
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + pieceLength, text.length);
    if (end < text.length && !text.slice(start, end).isWellFormed()) end -= 1;
    found.push(text.slice(start, end));
    start = end;
  }
  return found;
};

const richText = (text: string) =>
  piecesOf(text).map((content) => ({ type: "text" as const, text: { content } }));

export const textValue = (text: string) => ({ rich_text: richText(text) });
export const titleValue = (text: string) => ({ title: richText(text) });
export const numberValue = (number: number) => ({ number });
/** A comma parts options in Notion, so that none may hold one. */
export const selectValue = (name: string) => ({ select: { name: name.replaceAll(",", " ") } });

const missing = (operation: string, column: string, page: PageAnswer): StoreFailure =>
  malformed(
    operation,
    `The page ${page.url} has no text column "${column}". Run \`idse store migrate\`, which adds what is missing.`,
  );

export const textOf = (
  operation: string,
  page: PageAnswer,
  column: string,
): Effect.Effect<string, StoreFailure> => {
  const property = page.properties[column];
  return property !== undefined && "rich_text" in property
    ? Effect.succeed(property.rich_text.map(({ plain_text }) => plain_text).join(""))
    : Effect.fail(missing(operation, column, page));
};

export const numberOf = (page: PageAnswer, column: string): number => {
  const property = page.properties[column];
  return property !== undefined && "number" in property ? (property.number ?? 0) : 0;
};
