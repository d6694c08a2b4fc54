/** `idse artifact`: a document shown and written, from stdin or a file, never over what somebody else wrote. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  answerOf,
  idse,
  jsonOf,
  read,
  sessionFolder,
  stageFiles,
  textOf,
  trackedTreeOf,
  workspace,
  write,
} from "../support.ts";

const intentOf = (repo: string): string => join(sessionFolder(repo), stageFiles.intent);
const text = "# Intent: demo\n\n## Goal\n\nBe brief. Größe, 商店, 😀\n";

describe("artifact show", () => {
  it("prints the document's own bytes", () => {
    const repo = workspace();
    write(intentOf(repo), "\ufeff# Größe\r\n\r\n\u001b[31mred\r\n");
    expect(textOf(repo, "artifact", "show", "--stage", "intent")).toBe(read(intentOf(repo)));
  });

  it("says where a document that is not there would be", () => {
    const repo = workspace();
    rmSync(intentOf(repo));
    const run = idse(["artifact", "show", "--stage", "intent", "--json"], { cwd: repo });
    expect(run.code).toBe(3);
    expect(jsonOf(run).error).toMatchObject({
      code: "document-not-found",
      hint: "idse artifact write --stage intent",
    });
  });
});

describe("artifact write", () => {
  it("writes what comes on stdin", () => {
    const repo = workspace();
    const run = idse(["artifact", "write", "--stage", "intent", "--json"], { cwd: repo, input: text });
    expect(run.code).toBe(0);
    expect(jsonOf(run)).toMatchObject({ kind: "artifact-change", stage: "intent", unchanged: false });
    expect(read(intentOf(repo))).toBe(text);
    expect(answerOf(repo, "artifact", "show", "--stage", "intent").digest).toBe(jsonOf(run).digest);
  });

  it("writes a file, found from where the command runs", () => {
    const repo = workspace();
    write(join(repo, "drafts/intent.md"), text);
    textOf(join(repo, "drafts"), "artifact", "write", "--stage", "intent", "--file", "intent.md");
    expect(read(intentOf(repo))).toBe(text);
    expect(
      idse(["artifact", "write", "--stage", "intent", "--file", "none.md"], { cwd: repo }),
    ).toMatchObject({
      code: 2,
      stdout: "",
    });
  });

  it("writes to the session that is named", () => {
    const repo = workspace();
    textOf(repo, "spawn", "checkout");
    const before = read(intentOf(repo));
    idse(["artifact", "write", "--stage", "intent", "--session", "checkout"], { cwd: repo, input: text });
    expect(read(intentOf(repo))).toBe(before);
    expect(read(join(sessionFolder(repo, "checkout"), stageFiles.intent))).toBe(text);
  });

  it("does nothing when the text is there already", () => {
    const repo = workspace();
    const run = idse(["artifact", "write", "--stage", "intent", "--json"], {
      cwd: repo,
      input: read(intentOf(repo)),
    });
    expect(jsonOf(run)).toMatchObject({ unchanged: true });
  });

  it("keeps the line ends and the byte order mark of the document", () => {
    const repo = workspace();
    write(intentOf(repo), "\ufeff# Old\r\n\r\ntext\r\n");
    idse(["artifact", "write", "--stage", "intent"], { cwd: repo, input: text });
    expect(read(intentOf(repo))).toBe(`\ufeff${text.replaceAll("\n", "\r\n")}`);
  });

  it("--expect holds against the digest that was read", () => {
    const repo = workspace();
    const { digest } = answerOf(repo, "artifact", "show", "--stage", "intent");
    const put = (content: string, expected: string) =>
      idse(["artifact", "write", "--stage", "intent", "--json", "--expect", expected], {
        cwd: repo,
        input: content,
      });
    expect(put(text, digest).code).toBe(0);
    const stale = put("# Mine\n", digest);
    expect(stale.code).toBe(4);
    expect(jsonOf(stale).error).toMatchObject({ code: "document-changed", details: { expected: digest } });
    expect(put("# Mine\n", "absent").code).toBe(4);
    expect(read(intentOf(repo))).toBe(text);
    rmSync(intentOf(repo));
    expect(put("# Mine\n", "absent").code).toBe(0);
  });

  it.each([
    ["nothing", ""],
    ["blanks alone", " \n\t\n"],
    ["bytes that are not UTF-8", new Uint8Array([0x23, 0x20, 0xff, 0xfe, 0x0a])],
  ])("refuses %s and writes nothing", (_name, input) => {
    const repo = workspace();
    const before = trackedTreeOf(repo);
    expect(idse(["artifact", "write", "--stage", "intent"], { cwd: repo, input })).toMatchObject({
      code: 2,
      stdout: "",
    });
    expect(trackedTreeOf(repo)).toEqual(before);
  });
});
