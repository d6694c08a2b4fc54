/** Where a command runs after the folder was changed. */
import type { Folders } from "./Act.ts";
import type { Word } from "./Script.ts";

const isAbsolute = (path: string): boolean => /^(?:[\\/]|[A-Za-z]:)/.test(path);

export const joined = (folder: string, path: string): string =>
  folder === "" || isAbsolute(path) ? path : `${folder}/${path}`;

/** More places than these at once are no reading of a line any more. */
const most = 16;

export const inFolder = (folders: Folders, to: Word | undefined): Folders => {
  if (folders === null || to === undefined || !to.sure || to.glob || to.text === "" || to.text === "-")
    return null;
  return folders.map((one) => joined(one, to.text));
};

export const either = (one: Folders, other: Folders): Folders => {
  if (one === null || other === null) return null;
  const all = [...new Set([...one, ...other])];
  return all.length > most ? null : all;
};
