/** How a text is kept. Postgres takes every character but NUL, so a text with one goes as base64 of its UTF-8. */
import * as z from "zod";

export const Content = z.object({ encoding: z.enum(["plain", "base64"]), content: z.string() });
export type Content = z.output<typeof Content>;

export const keptAs = (text: string): Content =>
  text.includes("\0")
    ? { encoding: "base64", content: Buffer.from(text, "utf8").toString("base64") }
    : { encoding: "plain", content: text };

export const textOf = ({ encoding, content }: Content): string =>
  encoding === "plain" ? content : Buffer.from(content, "base64").toString("utf8");
