/**
 * Reads a command line into steps. It does not have to read everything a shell can: what it cannot read makes
 * the script not whole, and what is not whole is not known.
 */
import type { Dialect } from "../Request.ts";
import type { Link, Redirection, Script, Step, Word } from "./Script.ts";
import { deepest, WordReader } from "./words.ts";

/** With the forms of zsh, which is what agents start on a Mac. */
const redirection = /(?:\d+|\{\w+\})?(?:&>>[|!]?|&>[|!]?|<<<|<<-|<<|<>|>>[|!]?|>[|!]|>&|<&|>|<)/y;

export const parseScript = (source: string, dialect: Dialect, depth = 0): Script =>
  new Reader(source, dialect, depth).script("");

interface Pending {
  readonly delimiter: string;
  readonly tabs: boolean;
  readonly literal: boolean;
  readonly put: (body: string) => void;
}

class Reader extends WordReader {
  private pending: Array<Pending> = [];

  protected within(text: string): Script {
    return parseScript(text, this.dialect, this.depth + 1);
  }

  script(end: string): Script {
    const outer = { whole: this.whole, inner: this.inner, pending: this.pending };
    this.whole = true;
    this.pending = [];
    this.depth++;
    const steps: Array<Step> = [];
    const link = (next: Link) => {
      const last = steps.at(-1);
      if (last !== undefined) steps[steps.length - 1] = { ...last, link: next };
    };
    if (this.depth > deepest) this.giveUp();
    let closed = end === "";
    while (this.at < this.source.length) {
      this.blanks();
      const c = this.peek();
      if (c === "") break;
      if (c === end) {
        this.at++;
        closed = true;
        break;
      }
      if (c === "#" && this.dialect !== "cmd") this.skipTo("\n");
      else if (c === "\n") {
        this.at++;
        // Whose text begins here is not worth knowing.
        if (outer.pending.length > 0) this.whole = false;
        this.hereDocuments();
        link(";");
      } else if (c === ")" || (c === "}" && this.dialect === "powershell")) {
        this.at++;
        this.whole = false;
      } else if (c === ";" || c === "&" || c === "|") {
        if (c === "&" && this.peek(1) === ">") steps.push(this.step());
        else link(this.operator());
      } else steps.push(this.step());
    }
    if (end === "") this.hereDocuments();
    this.pending = [...outer.pending, ...this.pending];
    this.depth--;
    const whole = this.whole && closed;
    this.whole = outer.whole;
    this.inner = outer.inner;
    return { steps, whole };
  }

  private skipTo(mark: string): void {
    const found = this.source.indexOf(mark, this.at);
    this.at = found < 0 ? this.source.length : found;
  }

  private blanks(): void {
    for (;;) {
      const c = this.peek();
      if (c === " " || c === "\t" || c === "\r") this.at++;
      else if (c === this.escape && this.peek(1) === "\n") this.at += 2;
      else return;
    }
  }

  private operator(): Link {
    const two = this.source.slice(this.at, this.at + 2);
    this.at += two === "&&" || two === "||" || two === "|&" || two === ";;" ? 2 : 1;
    if (two === "&&" || two === "||") return two;
    return two.startsWith("|") ? "|" : ";";
  }

  private step(): Step {
    this.inner = [];
    const start = this.at;
    const words: Array<Word> = [];
    const redirections: Array<Redirection> = [];
    let group: Script | null = null;
    for (;;) {
      this.blanks();
      const c = this.peek();
      if (c === "" || c === "\n" || c === ";" || c === "|" || c === ")") break;
      if (c === "}" && this.dialect === "powershell") break;
      if (c === "&" && this.peek(1) !== ">") break;
      if (c === "#" && this.dialect !== "cmd") {
        this.skipTo("\n");
        break;
      }
      if (c === "(" || (c === "{" && this.dialect === "powershell")) {
        this.at++;
        const inside = this.script(c === "(" ? ")" : "}");
        if (words.length === 0 && group === null && this.dialect === "posix") group = inside;
        else {
          // A function, a list or a block: it may run at any time, or never.
          this.inner.push(inside);
          if (this.dialect === "posix") {
            this.whole = false;
            // What follows `name()` is read as if it ran.
            if (inside.steps.length === 0) break;
          } else words.push({ text: "", raw: "(", sure: false, glob: false, bare: true });
        }
      } else if (!this.redirection(redirections)) words.push(this.word());
    }
    const raw = this.source.slice(start, this.at);
    return { words, redirections, group, inner: this.inner, raw, link: ";" };
  }

  private redirection(into: Array<Redirection>): boolean {
    redirection.lastIndex = this.at;
    const [sign] = redirection.exec(this.source) ?? [];
    const after = this.at + (sign?.length ?? 0);
    if (sign === undefined || (/^[<>]$/.test(sign) && this.source[after] === "(")) return false;
    this.at = after;
    const operator = sign.replace(/^(?:\d+|\{\w+\})/, "");
    this.blanks();
    const target = this.word();
    // One stream into another: no file.
    if (/^[<>]&$/.test(operator) && /^(?:\d+-?|-)$/.test(target.text)) return true;
    if (operator === "<<" || operator === "<<-") {
      const index = into.length;
      into.push({ kind: "text", target, text: "" });
      this.pending.push({
        delimiter: target.text,
        tabs: operator === "<<-",
        literal: !target.bare,
        put: (text) => {
          into[index] = { kind: "text", target, text };
        },
      });
    } else if (operator === "<<<")
      into.push({ kind: "text", target, text: target.sure ? target.text : null });
    else if (operator === "<" || operator === "<&") into.push({ kind: "read", target, text: null });
    else into.push({ kind: "write", target, text: null });
    return true;
  }

  private hereDocuments(): void {
    for (const { delimiter, tabs, literal, put } of this.pending.splice(0)) {
      const lines: Array<string> = [];
      while (this.at < this.source.length) {
        const end = this.source.indexOf("\n", this.at);
        const stop = end < 0 ? this.source.length : end;
        const line = this.source.slice(this.at, stop);
        this.at = Math.min(stop + 1, this.source.length);
        const read = tabs ? line.replace(/^\t+/, "") : line;
        if (read.replace(/\r$/, "") === delimiter) break;
        lines.push(read);
      }
      const body = lines.join("\n");
      put(body);
      if (literal || !/[$`]/.test(body)) continue;
      const nested = new Reader(body, this.dialect, this.depth + 1).expansions();
      this.inner.push(...nested.steps.flatMap((one) => one.inner));
      if (!nested.whole) this.whole = false;
    }
  }

  /** The substitutions in a text that is otherwise taken as it stands. */
  private expansions(): Script {
    this.inner = [];
    if (this.depth > deepest) this.giveUp();
    this.quoted("");
    const step: Step = { words: [], redirections: [], group: null, inner: this.inner, raw: "", link: ";" };
    return { steps: [step], whole: this.whole };
  }
}
