/**
 * Gemini CLI reads the files that `context.fileName` names, and by itself no AGENTS.md. Our own entry is spelled
 * `./AGENTS.md`, which leads to the same file and tells it from one that somebody else wrote.
 */
import { findNodeAtLocation } from "jsonc-parser";
import { jsonEntry } from "../json/JsonEntry.ts";
import { isSameJson, lineAt, parseJsonText, plainValue } from "../json/JsonText.ts";
import { type Look, type PieceContent, written } from "../Piece.ts";

const path = ["context", "fileName"] as const;
const own = "./AGENTS.md";
/** Last in a list of our making, first in one that was there. */
const wholeList = ["GEMINI.md", own];

const wholeEntry = jsonEntry({
  kind: "member",
  path,
  value: wholeList,
  owns: (standing) => isSameJson(standing, wholeList),
});

const oneEntry = jsonEntry({ kind: "element", path, value: own, owns: (standing) => standing === own });

type Standing =
  | { readonly kind: "nothing" | "whole" | "list" | "satisfied" | "unreadable" }
  | { readonly kind: "other"; readonly line: number };

const standingIn = (text: string | null): Standing => {
  if (text === null) return { kind: "nothing" };
  const parsed = parseJsonText(text);
  if (!parsed.ok) return { kind: "unreadable" };
  const node = findNodeAtLocation(parsed.json.root, [...path]);
  if (node === undefined) return { kind: "nothing" };
  const value = plainValue(node);
  if (isSameJson(value, wholeList)) return { kind: "whole" };
  const names = Array.isArray(value) ? value : [value];
  if (names.includes("AGENTS.md") && !names.includes(own)) return { kind: "satisfied" };
  return Array.isArray(value)
    ? { kind: "list" }
    : { kind: "other", line: lineAt(parsed.json.body, node.offset) };
};

export const geminiContext: PieceContent = {
  put: (text, force) => {
    const standing = standingIn(text);
    if (standing.kind === "satisfied") return written(text);
    if (standing.kind === "list") return oneEntry.put(text, force);
    if (standing.kind !== "other") return wholeEntry.put(text, force);
    // A name put into a list could not be told from a list of one when it is taken out again.
    const message = `"context.fileName" names one file, so that Gemini CLI does not read AGENTS.md.`;
    return written(text, [
      { line: standing.line, message, hint: 'Make it a list that has "AGENTS.md" in it.' },
    ]);
  },
  take: (text, force) => {
    const { kind } = standingIn(text);
    if (kind === "whole" || kind === "unreadable") return wholeEntry.take(text, force);
    return kind === "list" ? oneEntry.take(text, force) : written(text);
  },
  look: (text): Look => {
    const standing = standingIn(text);
    if (standing.kind === "other") return { state: "absent", line: standing.line };
    if (standing.kind === "satisfied") return { state: "current", line: null };
    return standing.kind === "list" ? oneEntry.look(text) : wholeEntry.look(text);
  },
};
