/** Sessions taken out of the workspace: as rows, as one document, as JSON and as a page. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { idse, jsonOf, sessionFolder, stageFiles, textOf, workspace, write } from "../support.ts";

const repository = (): string => {
  const repo = workspace({ filled: true });
  textOf(repo, "spawn", "checkout");
  write(
    join(sessionFolder(repo, "checkout"), stageFiles.intent),
    "# Intent\n\nTakes =1+1 money.\n\n\u001b[31m",
  );
  return repo;
};

describe("idse export", () => {
  it("writes a page, replaces it whole, and says what is in it", () => {
    const repo = repository();
    const args = ["export", "--all", "--format", "html", "--out", "out/report.html"];
    expect(textOf(repo, ...args)).toMatch(/^Wrote out\/report\.html: 2 sessions, 14 documents, \d+ kB\n$/);
    const page = readFileSync(join(repo, "out/report.html"), "utf8");
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">[\s\S]*<\/html>\n$/);
    expect(page).toContain("Takes =1+1 money.");
    writeFileSync(join(repo, "out/report.html"), "x".repeat(page.length * 2));
    textOf(repo, ...args);
    expect(readFileSync(join(repo, "out/report.html"), "utf8")).toBe(page);
  });

  it("prints markdown unless told otherwise, and the same text into a file", () => {
    const repo = repository();
    const printed = textOf(repo, "export", "--session", "checkout");
    expect(printed).toContain('<a id="session/checkout/intent"></a>\n\n### Intent\n');
    textOf(repo, "export", "--session", "checkout", "--out", "checkout.md");
    expect(readFileSync(join(repo, "checkout.md"), "utf8")).toBe(printed);
  });

  it("writes as JSON into a file what it prints with --json", () => {
    const repo = repository();
    const printed = idse(["export", "--all", "--json"], { cwd: repo });
    textOf(repo, "export", "--all", "--format", "json", "--out", "all.json");
    expect(JSON.parse(readFileSync(join(repo, "all.json"), "utf8"))).toEqual(jsonOf(printed));
  });

  it("does not write over a document", () => {
    const repo = repository();
    const file = ".idse/projects/demo/sessions/checkout/intents/intent.md";
    const before = readFileSync(join(repo, file), "utf8");
    const run = idse(["export", "--out", file], { cwd: repo });
    expect({ code: run.code, stderr: run.stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("is a document of a session"),
    });
    expect(readFileSync(join(repo, file), "utf8")).toBe(before);
  });

  it("says so where the file cannot be written", () => {
    const repo = repository();
    write(join(repo, "taken"), "a file");
    const run = idse(["export", "--out", "taken/report.md"], { cwd: repo });
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code: 6, stdout: "" });
    expect(existsSync(join(repo, "taken/report.md"))).toBe(false);
  });
});

describe("idse query", () => {
  it("prints CSV whose cells no spreadsheet takes for formulas, and nothing that commands a terminal", () => {
    const repo = repository();
    const csv = textOf(repo, "query", "text", "=1+1 money.", "--format", "csv");
    const path = ".idse/projects/demo/sessions/checkout/intents/intent.md";
    expect(csv).toBe(
      `session,stage,path,line,column,match,text\r\ncheckout,intent,${path},3,7,'=1+1 money.,Takes =1+1 money.\r\n`,
    );
  });

  it("prints the place of each hit as file, line and column", () => {
    const run = idse(["query", "text", "MONEY", "--ignore-case"], { cwd: repository() });
    expect(run.stdout).toContain("checkout/intents/intent.md:3:12  Takes =1+1 money.\n");
    expect(run.stdout).toMatch(/\n1 row\n$/);
  });

  it("says on standard error what a limit left out, so that CSV stays CSV", () => {
    const run = idse(["query", "artifacts", "--limit", "2", "--format", "csv"], { cwd: repository() });
    expect(run.stdout.split("\r\n").length).toBe(4);
    expect(run.stderr).toBe("note: These are 2 of 14 rows; --limit left the others out.\n");
  });
});
