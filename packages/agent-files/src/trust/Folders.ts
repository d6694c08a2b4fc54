/** Paths as the agents' files name them, compared without regard to slashes at the end. */
import { parse } from "jsonc-parser";

const bare = (path: string): string => path.replaceAll("\\", "/").replace(/\/+$/, "");

export const isSameFolder = (left: string, right: string): boolean => bare(left) === bare(right);

export const isInFolder = (path: string, folder: string): boolean =>
  isSameFolder(path, folder) || bare(path).startsWith(`${bare(folder)}/`);

export const parentFolder = (path: string): string => bare(path).replace(/\/[^/]*$/, "");

/** Lenient about comments; anything but an object is none. */
export const objectIn = (text: string | null): Readonly<Record<string, unknown>> =>
  text === null ? {} : asObject(parse(text));

export const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
