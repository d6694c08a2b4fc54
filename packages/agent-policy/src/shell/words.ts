/** The words of a command line: quotes, escapes, variables and substitutions, in each dialect. */
import type { Dialect } from "../Request.ts";
import type { Script, Word } from "./Script.ts";

/** Deeper nesting than anybody writes; a limit, so that no text can exhaust the stack. */
export const deepest = 40;

const variable = /\$(?:\w+|[@*#?$!-])/y;
const spelled: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\x07",
  b: "\b",
  e: "\x1b",
};

interface Draft {
  text: string;
  sure: boolean;
  glob: boolean;
  bare: boolean;
}

/** Commands stand within words, and words within commands: whoever reads the one is given the other. */
export abstract class WordReader {
  protected readonly source: string;
  protected readonly dialect: Dialect;
  protected readonly escape: string;
  protected depth: number;
  protected at = 0;
  protected whole = true;
  /** What the words of the step are made by. */
  protected inner: Array<Script> = [];

  constructor(source: string, dialect: Dialect, depth: number) {
    this.source = source;
    this.dialect = dialect;
    this.depth = depth;
    this.escape = { posix: "\\", powershell: "`", cmd: "^" }[dialect];
  }

  /** Reads commands up to a sign, and past it. */
  protected abstract script(end: string): Script;
  /** Reads commands in another text. */
  protected abstract within(text: string): Script;

  protected peek(ahead = 0): string {
    return this.source[this.at + ahead] ?? "";
  }

  protected giveUp(): void {
    this.whole = false;
    this.at = this.source.length;
  }

  protected word(): Word {
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

  /** Substitutions up to a sign, in a text that is otherwise taken as it stands. */
  protected quoted(end: string): void {
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
    this.inner.push(this.within(text));
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
