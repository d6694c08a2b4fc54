/** Colour where the reader's terminal has it; NO_COLOR and FORCE_COLOR decide first. */
import type { styleText } from "node:util";

type Style = typeof styleText;

/** Loaded only where colour is possible: most calls are read by programs. */
const style: Style | undefined =
  process.stdout.isTTY || process.env.FORCE_COLOR !== undefined
    ? process.getBuiltinModule("node:util").styleText
    : undefined;

const paint = (format: Parameters<Style>[0]) => (text: string) =>
  style === undefined || text === "" ? text : style(format, text, { stream: process.stdout });

export const bold = paint("bold");
export const dim = paint("dim");
export const red = paint("red");
export const yellow = paint("yellow");
export const green = paint("green");
