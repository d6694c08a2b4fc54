/**
 * Links that lead to another file of the repository. Those to other sites, to a place in the same document
 * or from the root of a file system are left out; one that leads out of the repository begins with `../`.
 */
import { linksOf } from "@idse/pipeline-artifacts";
import { type PresentDocument, placeOf } from "../Check.ts";
import type { PlacedLink } from "../Examination.ts";

export const linksIn = ({ document, stage, path }: PresentDocument): ReadonlyArray<PlacedLink> =>
  linksOf(document).flatMap(({ url, range }) => {
    const led = leadOf(url);
    if (led === null) return [];
    return [
      {
        stage,
        path,
        about: url,
        target: resolved(path, led.path),
        fragment: led.fragment,
        ...placeOf(range),
      },
    ];
  });

/** The path of a relative address, and what stands behind its `#`. */
const leadOf = (url: string): { readonly path: string; readonly fragment: string | null } | null => {
  if (/^(?:[a-z][a-z0-9+.-]*:|[\\/])/i.test(url)) return null;
  const hash = url.indexOf("#");
  const address = hash < 0 ? url : url.slice(0, hash);
  const question = address.indexOf("?");
  const path = question < 0 ? address : address.slice(0, question);
  return path === ""
    ? null
    : { path: decoded(path), fragment: hash < 0 ? null : decoded(url.slice(hash + 1)) };
};

/** What is not encoded well stands for itself; no file name holds a NUL. */
const decoded = (text: string): string => {
  try {
    const plain = decodeURIComponent(text);
    return plain.includes("\0") ? text : plain;
  } catch {
    return text;
  }
};

const resolved = (from: string, path: string): string => {
  const parts = from.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== ".." || parts.length === 0 || parts.at(-1) === "..") parts.push(part);
    else parts.pop();
  }
  return parts.length === 0 ? "." : parts.join("/");
};
