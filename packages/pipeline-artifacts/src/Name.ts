/**
 * Names of projects and sessions. New names are strict, so that they work as a folder on every
 * system, in a URL and on a branch. Names that already exist only have to be safe to read.
 */

export const blueprintSession = "__blueprint__";

const windowsDevice = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;
const creatable = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;

/** Whether a project or session may be made with this name: 1 to 64 of `a-z 0-9 . _ -`. */
export const isCreatableName = (name: string): boolean =>
  name === blueprintSession || (creatable.test(name) && !windowsDevice.test(name) && !name.includes(".."));

/**
 * Whether a name found on disk, in a pointer or at a remote may be used as one path segment. It may
 * hold spaces, capitals or other scripts; it may not leave its folder or hide control characters.
 */
export const isReadableName = (name: string): boolean =>
  name.length > 0 &&
  name.length <= 255 &&
  !name.startsWith(".") &&
  !/[. ]$/.test(name) &&
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not pass
  !/[\u0000-\u001f\u007f-\u009f<>:"/\\|?*\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/.test(name) &&
  !windowsDevice.test(name);

/** Why `isCreatableName` says no, as a sentence for the person who typed the name. */
export const nameProblem = (name: string): string | undefined => {
  if (isCreatableName(name)) return undefined;
  if (name.length === 0) return "A name cannot be empty.";
  if (name.length > 64) return `A name has at most 64 characters; this one has ${name.length}.`;
  if (windowsDevice.test(name)) return `"${name}" is a device name on Windows.`;
  return `"${name}" is not a usable name: use a-z, 0-9, ".", "_" and "-", and start and end with a letter or digit.`;
};

/** The nearest creatable name to a free text such as a folder's name, or undefined where nothing is left. */
export const suggestName = (text: string): string | undefined => {
  const name = text
    .normalize("NFKD")
    .replace(/\p{Mark}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/\.{2,}/g, ".")
    .slice(0, 64)
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, "");
  return isCreatableName(name) && name !== blueprintSession ? name : undefined;
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not pass
const unfitForDisplay = /[\u0000-\u001f\u007f-\u009f"\\[\]<>`\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

/**
 * Whether a text can be a session's name for people. It is put into headings and quoted YAML as it
 * stands, so it holds nothing that ends or opens either.
 */
export const isDisplayName = (text: string): boolean => displayNameProblem(text) === undefined;

/** Why `isDisplayName` says no, as a sentence for the person who typed the name. */
export const displayNameProblem = (text: string): string | undefined => {
  if (text.trim() === "") return "A display name cannot be empty.";
  if (text.length > 120) return `A display name has at most 120 characters; this one has ${text.length}.`;
  if (!unfitForDisplay.test(text)) return undefined;
  return 'A display name is one line without control characters and without ", \\, [, ], <, > or `.';
};
