export const list = (names: ReadonlyArray<string>): string =>
  names.length === 0 ? "none" : names.join(", ");

export const place = (path: string, line: number | null, column: number | null): string =>
  line === null ? path : `${path}:${line}:${column ?? 1}`;
