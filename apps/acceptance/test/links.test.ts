/** Every relative link in the papers of the repository leads to a file, and to a heading of it where one is named. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "@jest/globals";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** What git has; templates and examples are texts about links, and those in tools are parts of other papers. */
const papers = (): ReadonlyArray<string> => {
  const { stdout } = spawnSync(
    "git",
    ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  return stdout
    .split("\0")
    .filter(
      (path) => path !== "" && !/^(?:\.idse|tools)\/|\/(?:examples|templates|fixtures|test)\//.test(path),
    );
};

const withoutCode = (text: string): string =>
  text.replaceAll(/^(`{3,})[^\n]*\n[\s\S]*?^\1`*$/gm, "").replaceAll(/`[^`\n]*`/g, "");

/** As GitHub makes one of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

const anchorsIn = (path: string): ReadonlyArray<string> =>
  [...readFileSync(path, "utf8").matchAll(/^#{1,6} (.*)$/gm)].map(([, heading = ""]) => anchorOf(heading));

const brokenIn = (paper: string): ReadonlyArray<string> => {
  const path = join(root, paper);
  return [...withoutCode(readFileSync(path, "utf8")).matchAll(/\]\(([^()\s]+)\)/g)].flatMap(
    ([, link = ""]) => {
      if (/^[a-z]+:/.test(link)) return [];
      const [file = "", anchor] = link.split("#");
      const target = file === "" ? path : resolve(dirname(path), decodeURIComponent(file));
      if (!existsSync(target)) return [`${paper}: ${link}`];
      const leadsOn = anchor !== undefined && statSync(target).isFile();
      return leadsOn && !anchorsIn(target).includes(anchor) ? [`${paper}: ${link}`] : [];
    },
  );
};

it("leads somewhere", () => {
  const all = papers();
  expect(all.length).toBeGreaterThan(50);
  expect(all.flatMap(brokenIn)).toEqual([]);
});
