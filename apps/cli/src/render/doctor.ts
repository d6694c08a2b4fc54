/** What the doctor found: what is wrong first, each with its mend, then what it counted. */
import type { ResultOf } from "@idse/orchestrator/results/Results";
import { count } from "./count.ts";
import { bold, dim, green, red, yellow } from "./paint.ts";

type Doctor = ResultOf<"doctor">;
type Check = Doctor["checks"][number];

const words: Readonly<Record<Check["state"], string>> = {
  problem: red("problem"),
  warning: yellow("warning"),
  note: dim("note   "),
  ok: green("ok     "),
};

const order: ReadonlyArray<Check["state"]> = ["problem", "warning", "note", "ok"];

const lineOf = ({ state, message, path, line, mend }: Check): string => {
  const place =
    path === null || message.includes(path) ? "" : dim(`  ${line === null ? path : `${path}:${line}`}`);
  return `  ${words[state]}  ${message}${place}\n${mend === null ? "" : `           ${mend}\n`}`;
};

/** By area, in the order in which it was looked. */
export const renderDoctor = ({ checks, summary }: Doctor, verbose: boolean): string => {
  const shown = checks.filter(({ state }) => verbose || state !== "ok");
  const areas = [...new Set(shown.map(({ area }) => area))].map((area) => {
    const own = shown.filter((one) => one.area === area);
    const sorted = order.flatMap((state) => own.filter((one) => one.state === state));
    return `${bold(area)}\n${sorted.map(lineOf).join("")}\n`;
  });
  const { ok, notes, warnings, problems } = summary;
  const counts = `${count(problems, "problem")}, ${count(warnings, "warning")}, ${count(notes, "note")}; ${ok} in order`;
  return `${areas.join("")}${counts}${verbose || ok === 0 ? "" : " (--verbose lists them)"}.\n`;
};
