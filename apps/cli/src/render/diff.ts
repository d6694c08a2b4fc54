import { bold, dim, green, red } from "./paint.ts";

const shade = (line: string): string => {
  if (line.startsWith("+++") || line.startsWith("---")) return bold(line);
  if (line.startsWith("@@") || line.startsWith("===")) return dim(line);
  if (line.startsWith("+")) return green(line);
  return line.startsWith("-") ? red(line) : line;
};

/** A unified diff in the colours people know. */
export const coloured = (diff: string): string => diff.split("\n").map(shade).join("\n");
