/**
 * How identifiers are written, in running text and qualified in any text. `FR-1`, `FR-001`, `FR-1.2`,
 * `FR-1a`, `Task 1.2`, `tasks 1.1 and 1.2`, `FR-1 to FR-4`, `FR-1–4`, `FR-1..4`; `shop/checkout#FR-1`.
 *
 * A beginning in capitals is written so and takes a hyphen. Any other is a word: in any case, in the
 * plural too, before a blank or a hyphen. What is part of a longer word is none: `XFR-1`, `FR-1-beta`,
 * `FR-1.md`. Every pattern here is bounded, so that the time it takes grows with the text and no faster.
 */
import {
  defaultIdentifiers,
  type IdentifierKind,
  type IdentifierScheme,
  identifierKinds,
  spellingOf,
} from "./Identifier.ts";

/** An identifier in a text; `start` and `end` are where it stands there. */
export interface Mention {
  /** As the scheme spells it, digits as written: `Task 1.2` for `tasks 1.2`. */
  readonly id: string;
  readonly kind: IdentifierKind;
  readonly start: number;
  readonly end: number;
  /** False for what lies between the ends of a range; it has the place of the whole range. */
  readonly written: boolean;
  /** Part of a range. */
  readonly ranged: boolean;
}

/** An identifier of a session that is named with it, as `shop/checkout#FR-1`. */
export interface QualifiedMention {
  readonly project: string;
  readonly session: string;
  readonly id: string;
  readonly kind: IdentifierKind;
  readonly start: number;
  readonly end: number;
}

interface Beginning {
  readonly kind: IdentifierKind;
  /** What an identifier of it begins with up to its digits: `FR-`, `Task `. */
  readonly spelling: string;
}

interface Forms {
  readonly beginnings: ReadonlyMap<string, Beginning>;
  /** Finds each place where one may stand, and more. */
  readonly rough: RegExp;
  readonly next: RegExp;
  readonly at: RegExp;
}

/** Between words; a line that goes on may stand in a quote. */
const gap = String.raw`(?:[ \t\u00a0]{1,8}|[ \t]{0,8}(?:\r\n?|\n)[ \t>]{0,40})`;
const number = String.raw`(\d{1,9}(?:\.\d{1,9}){0,5})`;
const boundary = String.raw`(?![\p{L}\p{M}\p{N}_]|\.[\p{L}\p{N}_])`;
const symbol = String.raw`(?:–|-|\.{2,3}|…)`;
const word = "(?:to|through|bis)";

/** A range goes on with a number, tightly; or, after a plural, as one says it. */
const tightEnd = new RegExp(`${symbol}${number}${boundary}`, "uy");
const saidEnd = new RegExp(`(?:${gap}${word}${gap}|${gap}–${gap})${number}${boundary}`, "uy");
/** A range goes on with another identifier. */
const fullJoint = new RegExp(`(?:-|${gap}?(?:–|\\.{2,3}|…)${gap}?|${gap}${word}${gap})`, "uy");
/** After a plural more numbers may follow. */
const more = new RegExp(
  `(?:${gap}?[,;&+/](?:${gap}?(?:and|or|und|oder))?${gap}?|${gap}(?:and|or|und|oder)${gap})${number}([a-z])?${boundary}`,
  "uy",
);

const anyCase = (text: string): string =>
  [...text]
    .map(
      (one) =>
        `[${[...new Set([one, one.toLowerCase(), one.toUpperCase()])].filter((c) => [...c].length === 1).join("")}]`,
    )
    .join("");

const formsByScheme = new WeakMap<IdentifierScheme, Forms>();

const formsOf = (scheme: IdentifierScheme): Forms => {
  const known = formsByScheme.get(scheme);
  if (known !== undefined) return known;
  const beginnings = new Map<string, Beginning>();
  const capitals: Array<string> = [];
  const words: Array<string> = [];
  for (const kind of identifierKinds) {
    for (const prefix of scheme[kind]) {
      const spelling = spellingOf(prefix);
      const capital = spelling.endsWith("-");
      const key = capital ? prefix : prefix.toLowerCase();
      if (!/^\p{L}+$/u.test(prefix) || beginnings.has(key)) continue;
      beginnings.set(key, { kind, spelling });
      if (capital) capitals.push(prefix);
      else words.push(anyCase(prefix));
    }
  }
  // The longest first, and nothing at all where there is none.
  const any = (all: Array<string>) =>
    all.length === 0 ? "(?!)" : all.toSorted((a, b) => b.length - a.length).join("|");
  const plural = "([sn]|en|[SN]|EN)?";
  const begin = `(?:(${any(capitals)})-|(${any(words)})${plural}(?:-|${gap}))`;
  const whole = `${begin}${number}([a-z])?${boundary}`;
  const forms = {
    beginnings,
    rough: new RegExp(`${begin}\\d`, "gu"),
    next: new RegExp(`(?<![\\p{L}\\p{M}\\p{N}_])${whole}`, "gu"),
    at: new RegExp(whole, "uy"),
  };
  formsByScheme.set(scheme, forms);
  return forms;
};

/** One identifier, in the parts that ranges and lists are made of. */
interface Head {
  readonly beginning: Beginning;
  readonly digits: string;
  readonly letter: string;
  readonly plural: boolean;
  readonly start: number;
  readonly end: number;
}

const headOf = (forms: Forms, match: RegExpExecArray): Head | undefined => {
  const [whole, capital, word, plural, digits = "", letter = ""] = match;
  const beginning = forms.beginnings.get(capital ?? word?.toLowerCase() ?? "");
  return beginning === undefined
    ? undefined
    : {
        beginning,
        digits,
        letter,
        plural: plural !== undefined,
        start: match.index,
        end: match.index + whole.length,
      };
};

const mentionOf = (
  { beginning, digits, letter, start, end }: Head,
  { written = true, ranged = false } = {},
): Mention => ({
  id: `${beginning.spelling}${digits}${letter}`,
  kind: beginning.kind,
  start,
  end,
  written,
  ranged,
});

const execAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** How many identifiers one range may stand for, and all ranges of a document together. */
const longestRange = 1000;
const mostBetween = 100_000;

/** What is left for ranges to stand for; beyond it they are their ends. */
export interface Allowance {
  left: number;
}
export const newAllowance = (): Allowance => ({ left: mostBetween });

/** Where in a text identifiers may stand, roughly: none stands anywhere else. Offsets, ascending. */
export const roughPlacesOf = (text: string, scheme: IdentifierScheme): ReadonlyArray<number> =>
  Array.from(text.matchAll(formsOf(scheme).rough), (match) => match.index);

/** The identifiers in running text, qualified ones aside, in the order in which they stand there. */
export const mentionsIn = (
  text: string,
  scheme: IdentifierScheme,
  allowance: Allowance = newAllowance(),
): ReadonlyArray<Mention> => {
  const forms = formsOf(scheme);
  const found: Array<Mention> = [];
  let last = -1;

  /** Takes a head with the range that may follow, and says where reading goes on. */
  const take = (head: Head): number => {
    const end = rangeEnd(forms, text, head);
    found.push(mentionOf(head, { ranged: end !== undefined }));
    if (end === undefined) return head.end;
    const members = membersBetween(head, end, Math.min(longestRange - 2, allowance.left));
    allowance.left -= members.length;
    for (const digits of members)
      found.push(mentionOf({ ...head, digits, end: end.end }, { written: false, ranged: true }));
    found.push(mentionOf(end, { ranged: true }));
    return end.end;
  };

  for (let match = execAt(forms.next, text, 0); match !== null; match = execAt(forms.next, text, last)) {
    const head = headOf(forms, match);
    const follows = last;
    last = match.index + match[0].length;
    if (head === undefined || isInsideLonger(text, head, follows)) continue;
    if (runsOn(text, head.end) && rangeEnd(forms, text, head) === undefined) continue;
    last = take(head);
    if (!head.plural) continue;
    for (let next = execAt(more, text, last); next !== null; next = execAt(more, text, last)) {
      const [whole, digits = "", letter = ""] = next;
      const end = last + whole.length;
      if (partsOf(digits).length !== partsOf(head.digits).length || runsOn(text, end)) break;
      last = take({ ...head, digits, letter, start: end - digits.length - letter.length, end });
    }
  }
  return found;
};

/** After `#` it is qualified or a fragment, after `/` part of a path unless an identifier stood before that. */
const isInsideLonger = (text: string, { start }: Head, follows: number): boolean => {
  const before = text.charAt(start - 1);
  if (before === "-" || before === "#" || before === "@") return true;
  if (before === "/") return follows !== start - 1;
  return before === "." && /[\p{L}\p{N}]/u.test(text.charAt(start - 2));
};

/** Whether what stands here goes on by a hyphen, as `FR-1-beta` does. */
const runsOn = (text: string, end: number): boolean =>
  text.charAt(end) === "-" && /[\p{L}\p{N}_]/u.test(text.charAt(end + 1));

const partsOf = (digits: string): ReadonlyArray<string> => digits.split(".");

/** The last identifier of the range that a head opens, if it opens one. */
const rangeEnd = (forms: Forms, text: string, head: Head): Head | undefined => {
  if (head.letter !== "") return undefined;
  const number = execAt(tightEnd, text, head.end) ?? (head.plural ? execAt(saidEnd, text, head.end) : null);
  if (number !== null) {
    const [whole, written = ""] = number;
    const end = head.end + whole.length;
    const parts = partsOf(head.digits);
    // `FR-1.1..4` ends with FR-1.4.
    const digits = partsOf(written).length === 1 ? [...parts.slice(0, -1), written].join(".") : written;
    const last = { ...head, digits, start: end - written.length, end };
    return isRange(head, last) && !runsOn(text, end) ? last : undefined;
  }
  const joint = execAt(fullJoint, text, head.end);
  if (joint === null) return undefined;
  const match = execAt(forms.at, text, head.end + joint[0].length);
  const last = match === null ? undefined : headOf(forms, match);
  return last !== undefined && isRange(head, last) && !runsOn(text, last.end) ? last : undefined;
};

const isRange = (first: Head, last: Head): boolean => {
  const [from, to] = [partsOf(first.digits), partsOf(last.digits)];
  return (
    last.letter === "" &&
    first.beginning === last.beginning &&
    from.length === to.length &&
    from.slice(0, -1).join(".") === to.slice(0, -1).join(".") &&
    Number(from.at(-1)) < Number(to.at(-1))
  );
};

const membersBetween = (first: Head, last: Head, most: number): ReadonlyArray<string> => {
  const from = partsOf(first.digits);
  const width = from.at(-1)?.length ?? 0;
  const [low, high] = [Number(from.at(-1)), Number(partsOf(last.digits).at(-1))];
  return Array.from({ length: Math.min(high - low - 1, most) }, (_, index) =>
    [...from.slice(0, -1), String(low + 1 + index).padStart(width, "0")].join("."),
  );
};

/** A character that a project or session may have in its name. */
const isNameCharacter = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  if (code < 128) return /[A-Za-z0-9._-]/.test(text.charAt(at));
  return (code >= 0xd800 && code < 0xe000) || /[\p{L}\p{M}\p{N}]/u.test(text.charAt(at));
};

const longestName = 64;

/** Where the name that ends here begins; `end` where there is none. */
const nameStart = (text: string, end: number): number => {
  let start = end;
  while (start > 0 && end - start < longestName && isNameCharacter(text, start - 1)) start--;
  return start;
};

/** Qualified identifiers in any text, source files among them: `shop/checkout#FR-1`, in order. */
export const qualifiedIn = (
  text: string,
  scheme: IdentifierScheme = defaultIdentifiers,
): ReadonlyArray<QualifiedMention> => {
  const forms = formsOf(scheme);
  const found: Array<QualifiedMention> = [];
  for (let hash = text.indexOf("#"); hash >= 0; hash = text.indexOf("#", hash + 1)) {
    const session = nameStart(text, hash);
    if (session === hash || text.charAt(session - 1) !== "/") continue;
    let project = nameStart(text, session - 1);
    if (isLongerPath(text, project)) continue;
    while (project < session - 1 && /[.-]/.test(text.charAt(project))) project++;
    if (project === session - 1) continue;
    const match = execAt(forms.at, text, hash + 1);
    const head = match === null ? undefined : headOf(forms, match);
    if (head === undefined || head.plural || runsOn(text, head.end)) continue;
    const { id, kind } = mentionOf(head);
    found.push({
      project: text.slice(project, session - 1),
      session: text.slice(session, hash),
      id,
      kind,
      start: project,
      end: head.end,
    });
  }
  return found;
};

/** Whether the two names before a `#` are the end of something longer: an address, a path, a name without end. */
const isLongerPath = (text: string, start: number): boolean =>
  start > 0 && (/[/\\#]/.test(text.charAt(start - 1)) || isNameCharacter(text, start - 1));
