/** A text that has to stay within a bound, whatever its parts hold. */

export interface Part {
  /** What is more important has less. */
  readonly weight: number;
  readonly text: string;
}

/** Of parts in the order in which they stand those that fit, where the important ones take room first. */
export const keptWithin = (
  parts: ReadonlyArray<Part>,
  limit: number,
  measure: (text: string) => number,
): ReadonlyArray<Part> => {
  const kept = new Set<Part>();
  let left = limit;
  for (const part of parts.toSorted((a, b) => a.weight - b.weight)) {
    const cost = measure(part.text);
    if (cost > left) continue;
    kept.add(part);
    left -= cost;
  }
  return parts.filter((part) => kept.has(part));
};

export const joined = (parts: ReadonlyArray<Part>): string => parts.map((part) => part.text).join("");

/** At most so many characters, with a sign where some were left out. */
export const clipped = (text: string, length: number): string => {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join("")}…`;
};
