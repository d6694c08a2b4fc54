/** What somebody may have meant who typed a name that is none. */

/** Letters to change, add or take out, up to a limit beyond which it does not matter. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};

/** The nearest first: those that hold the word, then those a few letters away. */
export const nearest = (word: string, names: ReadonlyArray<string>, limit = 3): ReadonlyArray<string> => {
  const wanted = word.toLowerCase().slice(0, 100);
  return names
    .map((name) => ({ name, far: name.includes(wanted) && wanted !== "" ? 0 : distance(wanted, name) }))
    .filter(({ name, far }) => far <= Math.max(2, Math.floor(name.length / 3)))
    .sort((a, b) => a.far - b.far)
    .slice(0, limit)
    .map(({ name }) => name);
};
