/**
 * Reads a command line into steps. It does not have to read everything a shell can: what it cannot read makes
 * the script not whole, and what is not whole is not known.
 */
import type { Dialect } from "../Request.ts";
import type { Link, Redirection, Script, Step, Word } from "./Script.ts";

/** Deeper nesting than anybody writes; a limit, so that no text can exhaust the stack. */
const deepest = 40;

/** With the forms of zsh, which is what agents start on a Mac. */
const redirection = /(?:\d+|\{\w+\})?(?:&>>[|!]?|&>[|!]?|<<<|<<-|<<|<>|>>[|!]?|>[|!]|>&|<&|>|<)/y;
const variable = /\$(?:\w+|[@*#?$!-])/y;
const spelled: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\x07",
  b: "\b",
  e: "\x1b",
};

export const parseScript = (source: string, dialect: Dialect, depth = 0): Script =>
  new Reader(source, dialect, depth).script("");

interface Draft {
  text: string;
  sure: boolean;
  glob: boolean;
  bare: boolean;
}

interface Pending {
  readonly delimiter: string;
  readonly tabs: boolean;
  readonly literal: boolean;
  readonly put: (body: string) => void;
}

class Reader {
  private readonly source: string;
  private readonly dialect: Dialect;
  private readonly escape: string;
  private depth: number;
  private at = 0;
  private whole = true;
  private inner: Array<Script> = [];
  private pending: Array<Pending> = [];

  constructor(source: string, dialect: Dialect, depth: number) {
    this.source = source;
    this.dialect = dialect;
    this.depth = depth;
    this.escape = { posix: "\\", powershell: "`", cmd: "^" }[dialect];
  }

  script(end: string): Script {
    const outer = { whole: this.whole, inner: this.inner };
    this.whole = true;
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
    this.hereDocuments();
    this.depth--;
    const whole = this.whole && closed;
    this.whole = outer.whole;
    this.inner = outer.inner;
    return { steps, whole };
  }

  private peek(ahead = 0): string {
    return this.source[this.at + ahead] ?? "";
  }

  private giveUp(): void {
    this.whole = false;
    this.at = this.source.length;
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

  private word(): Word {
    const start = this.at;
    const draft: Draft = { text: "", sure: true, glob: false, bare: true };
    for (;;) {
      const c = this.peek();
      if (c === "" || /[\s;&|)]/.test(c)) break;
      if (c === "(" || ((c === "{" || c === "}") && this.dialect === "powershell")) break;
      if (c === "<" || c === ">") {
        if (this.peek(1) !== "(" || this.dialect !== "posix") break;
        this.at += 2;
        draft.sure = false;
        this.inner.push(this.script(")"));
      } else this.part(c, draft);
    }
    // Nothing was taken: a sign that no word begins with.
    if (this.at === start && this.peek() !== "" && !/[\s;&|)]/.test(this.peek())) {
      this.whole = false;
      this.at++;
    }
    return { ...draft, raw: this.source.slice(start, this.at) };
  }

  private part(c: string, draft: Draft): void {
    if (c === this.escape) {
      draft.bare = false;
      if (this.peek(1) !== "\n") draft.text += this.peek(1);
      this.at += 2;
    } else if (c === "@" && draft.text === "" && this.dialect === "powershell" && /['"]/.test(this.peek(1)))
      this.hereString(draft);
    else if (c === "'" && this.dialect !== "cmd") this.literal(draft);
    else if (c === '"') {
      this.at++;
      draft.bare = false;
      this.quotedInto('"', draft);
    } else if (c === "`" && this.dialect === "posix") this.backticks(draft);
    else if (c === "$" && this.dialect !== "cmd") this.dollar(draft, false);
    else {
      if (c === "*" || c === "?" || c === "[" || c === "{") draft.glob = true;
      if ((c === "~" && draft.text === "" && draft.bare) || (c === "%" && this.dialect === "cmd"))
        draft.sure = false;
      draft.text += c;
      this.at++;
    }
  }

  private literal(draft: Draft): void {
    draft.bare = false;
    for (;;) {
      const end = this.source.indexOf("'", this.at + 1);
      if (end < 0) {
        this.giveUp();
        return;
      }
      draft.text += this.source.slice(this.at + 1, end);
      this.at = end + 1;
      if (this.dialect !== "powershell" || this.peek() !== "'") return;
      draft.text += "'";
    }
  }

  private hereString(draft: Draft): void {
    draft.bare = false;
    if (this.peek(1) === '"') draft.sure = false;
    const end = this.source.indexOf(`\n${this.peek(1)}@`, this.at);
    if (end < 0) {
      this.giveUp();
      return;
    }
    draft.text += this.source.slice(this.source.indexOf("\n", this.at) + 1, end);
    this.at = end + 3;
  }

  private quoted(end: string): void {
    this.quotedInto(end, { text: "", sure: true, glob: false, bare: false });
  }

  private quotedInto(end: string, draft: Draft): void {
    for (;;) {
      const c = this.peek();
      if (c === "") {
        if (end !== "") this.whole = false;
        return;
      }
      if (c === end) {
        this.at++;
        if (this.dialect !== "powershell" || this.peek() !== '"') return;
        draft.text += '"';
        this.at++;
      } else if (c === this.escape) {
        const next = this.peek(1);
        const kept = this.dialect === "posix" && !/["$`\\\n]/.test(next);
        if (next !== "\n" || kept) draft.text += kept ? c + next : next;
        this.at += 2;
      } else if (c === "$" && this.dialect !== "cmd") this.dollar(draft, true);
      else if (c === "`" && this.dialect === "posix") this.backticks(draft);
      else {
        if (c === "%" && this.dialect === "cmd") draft.sure = false;
        draft.text += c;
        this.at++;
      }
    }
  }

  private backticks(draft: Draft): void {
    draft.sure = false;
    let text = "";
    for (this.at++; this.peek() !== "`"; this.at++) {
      if (this.peek() === "") {
        this.whole = false;
        break;
      }
      if (this.peek() === "\\" && /[`$\\]/.test(this.peek(1))) this.at++;
      text += this.peek();
    }
    this.at++;
    this.inner.push(parseScript(text, this.dialect, this.depth + 1));
  }

  private dollar(draft: Draft, inQuotes: boolean): void {
    const next = this.peek(1);
    if (next === "'" && !inQuotes && this.dialect === "posix") this.spelledOut(draft);
    else if (next === '"' && !inQuotes) this.at++;
    else if (next === "(") {
      this.at += 2;
      draft.sure = false;
      this.inner.push(this.script(")"));
    } else if (next === "{") this.braces(draft);
    else {
      variable.lastIndex = this.at;
      const [name] = variable.exec(this.source) ?? [];
      if (name !== undefined) draft.sure = false;
      else draft.text += "$";
      this.at += name?.length ?? 1;
    }
  }

  /** `${name:-$(command)}`: no word comes out of it that is known, but commands may stand in it. */
  private braces(draft: Draft): void {
    draft.sure = false;
    const lost: Draft = { text: "", sure: true, glob: false, bare: true };
    this.depth++;
    if (this.depth > deepest) this.giveUp();
    for (this.at += 2; this.peek() !== "}"; ) {
      if (this.peek() === "") {
        this.whole = false;
        break;
      }
      this.part(this.peek(), lost);
    }
    this.at++;
    this.depth--;
  }

  /** `$'…'`, in which any letter can be spelled by its number. */
  private spelledOut(draft: Draft): void {
    draft.bare = false;
    for (this.at += 2; this.peek() !== "'"; ) {
      if (this.peek() === "") {
        this.giveUp();
        return;
      }
      if (this.peek() !== "\\") {
        draft.text += this.peek();
        this.at++;
        continue;
      }
      const numbered = /^\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3}))/;
      const [all, x, u, long, octal] = numbered.exec(this.source.slice(this.at, this.at + 10)) ?? [];
      const code =
        octal === undefined ? Number.parseInt(x ?? u ?? long ?? "", 16) : Number.parseInt(octal, 8);
      if (all !== undefined && code <= 0x10ffff) {
        draft.text += String.fromCodePoint(code);
        this.at += all.length;
      } else {
        draft.text += spelled[this.peek(1)] ?? this.peek(1);
        this.at += 2;
      }
    }
    this.at++;
  }
}
