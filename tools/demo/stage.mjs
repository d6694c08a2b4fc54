/** Where the demonstration runs: a repository in a folder of its own, which is gone afterwards. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "../node-runtime.mjs";

const bin = join(root, "apps", "cli", "bin", "idse.js");

export const makeStage = () => {
  const above = realpathSync.native(mkdtempSync(join(tmpdir(), "idse-demo-")));
  const folder = join(above, "shop");
  mkdirSync(folder);
  const env = {
    PATH: process.env.PATH,
    ...(process.env.SystemRoot === undefined ? {} : { SystemRoot: process.env.SystemRoot }),
    HOME: above,
    USER: "ada",
    FORCE_COLOR: "1",
    GIT_CONFIG_GLOBAL: join(above, "gitconfig"),
    GIT_CONFIG_NOSYSTEM: "1",
  };
  writeFileSync(
    env.GIT_CONFIG_GLOBAL,
    "[user]\n\tname = Ada\n\temail = ada@example.org\n[init]\n\tdefaultBranch = main\n",
  );

  const start = (program, args, input = "") => {
    const run = spawnSync(program, args, { cwd: folder, env, input, encoding: "utf8" });
    if (run.error !== undefined) throw run.error;
    return { output: `${run.stdout}${run.stderr}`, exit: run.status };
  };
  const must = (program, args) => {
    const { output, exit } = start(program, args);
    if (exit !== 0) throw new Error(`${program} ${args.join(" ")} exited with ${exit}: ${output}`);
  };
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const read = (path) => readFileSync(join(folder, path), "utf8");

  const idseShown = (args, input = "") => start(process.execPath, [bin, ...args], input);
  must("git", ["init", "-q"]);
  return {
    folder: folder.replaceAll("\\", "/"),
    write,
    edit: (path, change) => {
      write(path, change(read(path)));
      return { output: "", exit: 0 };
    },
    document: (name) => readFileSync(join(import.meta.dirname, "documents", `${name}.md`), "utf8"),
    git: (...args) => must("git", args),
    idse: (...args) => must(process.execPath, [bin, ...args]),
    idseShown,
    /** A line as it is typed. */
    type: (line) => {
      const [program, ...args] = line.split(" ");
      return program === "idse" ? idseShown(args) : start(program, args);
    },
    close: () => rmSync(above, { recursive: true, force: true, maxRetries: 3 }),
  };
};
