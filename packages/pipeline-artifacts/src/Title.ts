/** Titles as they are compared: what an author may change without naming another section. */

/** A title without its number, case and closing punctuation: `2.1 Functional Requirements:` and `functional requirements` are one. */
export const normaliseTitle = (title: string): string =>
  title
    .replace(/^\s*(?:\d+(?:\.\d+)*[.):]?|[A-Z][.)])\s+/, "")
    // Looking back first keeps a long run of such signs inside a title from costing its square.
    .replace(/(?<![\s:.–—-])[\s:.–—-]+$/u, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
