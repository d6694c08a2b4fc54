/** The plugin of OpenCode asks a program and lets through only what that program lets through. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { done, plan } from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "idse-plugin-"));
const asked = join(folder, "asked.json");

/** Writes down what it is asked, and answers by the path. */
const program = `
let text = "";
process.stdin.on("data", (part) => (text += part)).on("end", () => {
  require("node:fs").writeFileSync(${JSON.stringify(asked)}, JSON.stringify([process.argv.slice(2), JSON.parse(text)]));
  if (!text.includes("src/")) process.exit(0);
  process.stderr.write("No: planning mode.\\n");
  process.exit(2);
});
`;

type Before = (input: object, output: { readonly args: object }) => Promise<void>;

const pluginStartedBy = async (name: string, start: ReadonlyArray<string>): Promise<Before> => {
  const files = done({}, plan({}, { agents: ["opencode"], parts: ["hooks"], start, project: "a b" }));
  const path = join(folder, name);
  writeFileSync(path, files[".opencode/plugins/idse.js"] ?? "");
  const { Idse } = await import(pathToFileURL(path).href);
  return (await Idse({ directory: folder }))["tool.execute.before"];
};

describe("the plugin", () => {
  let before: Before;
  beforeAll(async () => {
    writeFileSync(join(folder, "idse.cjs"), program);
    before = await pluginStartedBy("one.mjs", [process.execPath, join(folder, "idse.cjs")]);
  });

  it("asks with the tool, its arguments and the folder", async () => {
    await before({ tool: "write", sessionID: "s1" }, { args: { filePath: ".idse/x.md" } });
    expect(JSON.parse(readFileSync(asked, "utf8"))).toEqual([
      ["hook", "opencode", "--agent", "opencode", "--project", "a b"],
      { session_id: "s1", cwd: folder, tool_name: "write", tool_input: { filePath: ".idse/x.md" } },
    ]);
  });

  it("throws the reason where it is denied", async () => {
    for (const tool of ["write", "edit", "bash", "apply_patch", "idse_write_artifact"])
      await expect(before({ tool, sessionID: "s" }, { args: { path: "src/x" } })).rejects.toThrow(
        /^No: planning mode\.$/,
      );
  });

  it("does not ask about what only reads", async () => {
    await before({ tool: "read", sessionID: "s" }, { args: { path: "src/x" } });
  });

  it("denies where idse cannot be started", async () => {
    const broken = await pluginStartedBy("two.mjs", [join(folder, "no-such-idse")]);
    await expect(broken({ tool: "edit", sessionID: "s" }, { args: {} })).rejects.toThrow(/ENOENT/);
  });
});
