import { describe, expect, it } from "@jest/globals";
import * as Result from "effect/Result";
import { chooseSession } from "../src/SessionChoice.ts";
import { branchOfHead, readPointer, type SessionChoiceInput } from "../src/SessionOrder.ts";

const blueprint = "__blueprint__";
const all = [blueprint, "a", "b", "c", "d"];

const choose = (input: Partial<SessionChoiceInput>, sessions: ReadonlyArray<string> = all) => {
  const result = chooseSession({
    flag: null,
    environment: null,
    pointer: null,
    branch: null,
    exists: (name) => sessions.includes(name),
    ...input,
  });
  return Result.isSuccess(result) ? result.success : { ...result.failure };
};

describe("the session a command means", () => {
  it.each<[string, Partial<SessionChoiceInput>, string, string, string | null]>([
    ["the flag before all", { flag: "a", environment: "b", pointer: "c", branch: "d" }, "a", "flag", null],
    ["the environment then", { environment: "b", pointer: "c", branch: "d" }, "b", "environment", null],
    ["the pointer then", { pointer: "c\n", branch: "feature/d" }, "c", "pointer", null],
    ["the branch then", { branch: "feature/d" }, "d", "branch", null],
    ["the branch without a folder", { branch: "d" }, "d", "branch", null],
    ["the blueprint at last", { branch: "main" }, blueprint, "blueprint", null],
    ["the blueprint where nothing says", {}, blueprint, "blueprint", null],
    ["the branch where the pointer is dangling", { pointer: "gone", branch: "x/d" }, "d", "branch", "gone"],
    [
      "the blueprint where the pointer is dangling",
      { pointer: "gone", branch: "x" },
      blueprint,
      "blueprint",
      "gone",
    ],
    ["the next where the pointer is hostile", { pointer: "../../etc" }, blueprint, "blueprint", "../../etc"],
    ["the next where the pointer is empty", { pointer: "\n", branch: "d" }, "d", "branch", null],
    ["the last segment only", { branch: "a/other" }, blueprint, "blueprint", null],
    ["the pointer to the blueprint", { pointer: blueprint, branch: "d" }, blueprint, "pointer", null],
  ])("is %s", (_, input, session, resolvedBy, dangling) => {
    expect(choose(input)).toEqual({ session, resolvedBy, dangling });
  });

  it("is refused when it was asked for by a name that is none, whatever else says", () => {
    const rest = { pointer: "c", branch: "d" };
    expect(choose({ flag: "gone", environment: "a", ...rest })).toMatchObject({
      _tag: "SessionUnknown",
      name: "gone",
      askedBy: "flag",
    });
    expect(choose({ environment: "gone", ...rest })).toMatchObject({
      _tag: "SessionUnknown",
      name: "gone",
      askedBy: "environment",
    });
  });

  it("is undecided where nothing says and there is no blueprint", () => {
    expect(choose({ pointer: "gone", branch: "main" }, ["a"])).toMatchObject({ _tag: "SessionUndecided" });
    expect(choose({}, [])).toMatchObject({ _tag: "SessionUndecided" });
  });

  it.each([
    "../../etc",
    "..",
    ".",
    "",
    "a/b",
    "a\\b",
    "/etc",
    "con",
    "a\u0000",
    "a\u202eb",
    ".git",
    "x".repeat(300),
  ])("is never looked for under the hostile name %j", (name) => {
    const asked: Array<string> = [];
    const exists = (session: string) => {
      asked.push(session);
      return session !== blueprint;
    };
    const sources: ReadonlyArray<Partial<SessionChoiceInput>> = [
      { flag: name },
      { environment: name },
      { pointer: name },
      { branch: name.split("/").at(-1) === name ? name : "x/.." },
    ];
    for (const source of sources) expect(choose({ ...source, exists })).not.toHaveProperty("session");
    expect(asked.filter((one) => one !== blueprint)).toEqual([]);
  });
});

describe("a pointer", () => {
  it.each([
    ["checkout", "checkout"],
    ["checkout\n", "checkout"],
    ["  checkout  \r\n", "checkout"],
    ["\ufeffcheckout\r\n", "checkout"],
    ["checkout\r", "checkout"],
    ["'checkout'\n", "checkout"],
    ['"checkout"', "checkout"],
    ["# the session of this clone\n\ncheckout\n", "checkout"],
    ["session_id: checkout\nname: Checkout\n", "checkout"],
    ["\ufeffname: Checkout\r\nsession_id : 'checkout'\r\ncreated: 2026\r\n", "checkout"],
    ["# session_id: old\nsession_id: new\n", "new"],
    ["A b", "A b"],
  ])("%j names %j", (text, session) => {
    expect(readPointer(text)).toBe(session);
  });

  it.each(["", "\n", " \r\n\t", "\ufeff", "# nothing\n", '""', "session_id: ''\n"])(
    "%j names none",
    (text) => {
      expect(readPointer(text)).toBeNull();
    },
  );
});

describe("the branch of a HEAD file", () => {
  it.each([
    ["ref: refs/heads/main\n", "main"],
    ["ref: refs/heads/feature/checkout\r\n", "feature/checkout"],
    ["ref:refs/heads/x", "x"],
    ["0123456789abcdef0123456789abcdef01234567\n", null],
    ["ref: refs/remotes/origin/main\n", null],
    ["", null],
  ])("%j is %j", (head, branch) => {
    expect(branchOfHead(head)).toBe(branch);
  });
});
