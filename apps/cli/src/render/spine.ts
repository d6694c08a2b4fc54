/** The Product Spine as text: each primitive with how far it has come, and who works on it. */
import type { ResultOf } from "@idse/orchestrator/results/Results";
import { count } from "./count.ts";
import { bold, dim, green, yellow } from "./paint.ts";

type Spine = ResultOf<"product-spine">;
type Primitive = Spine["primitives"][number];

const states: Readonly<Record<Primitive["state"], string>> = {
  built: green("built"),
  "in-work": yellow("in work"),
  untouched: dim("untouched"),
};

const verbs = { implements: "implements it", specifies: "specifies it", named: "is named after it" } as const;

const workLine = ({ session, status, how, path, line }: Primitive["sessions"][number]): string => {
  const place = path === null ? "" : `  ${dim(`${path}:${line ?? 1}`)}`;
  return `    ${session}${status === null ? "" : ` (${status})`} ${verbs[how]}${place}\n`;
};

export const renderSpine = ({ path, line, session, primitives, summary }: Spine): string => {
  if (line === null) {
    return `The spec of ${session} has no table below a heading "Product Spine", so there is nothing to hold against the sessions.\nNext: ${path ?? `idse artifact show --stage spec --session ${session}`}\n`;
  }
  return [
    `Product Spine: ${path === null ? `the spec of ${session}` : path}:${line}\n\n`,
    ...primitives.flatMap(({ name, state, sessions }) => [
      `  ${bold(name)}  ${states[state]}\n`,
      ...sessions.map(workLine),
    ]),
    `\n${count(primitives.length, "primitive")}: ${summary.built} built, ${summary.inWork} in work, ${summary.untouched} untouched\n`,
  ].join("");
};
