/**
 * A temporary folder in which a person has made a workspace with the built command line and an agent may work: a home
 * of its own, a repository, and `idse` on the path, whose hook is listened to.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { textAt, write } from "./files.ts";

const idseBin = fileURLToPath(new URL("../../cli/bin/idse.js", import.meta.url));
const tap = fileURLToPath(new URL("./tap.ts", import.meta.url));

export const session = ".idse/projects/demo/sessions/__blueprint__";
export const spec = `${session}/specs/spec.md`;
export const registry = ".idse/projects/demo/agent_registry.json";

const heard = z.object({
  /** The step of the model that it belongs to, from 0. */
  step: z.number(),
  words: z.array(z.string()),
  payload: z.string(),
  status: z.number().nullable(),
  stdout: z.string(),
  stderr: z.string(),
});
/** What a hook was asked, and what it answered. */
export type Heard = z.infer<typeof heard>;

export interface Workshop {
  readonly root: string;
  readonly home: string;
  readonly repo: string;
  readonly environment: Readonly<Record<string, string>>;
  /** A person runs a command here. */
  readonly person: (command: string, ...args: ReadonlyArray<string>) => string;
  /** A file of the repository; null where it is not there. */
  readonly file: (path: string) => string | null;
  /** Says which step of the model comes now. */
  readonly atStep: (at: number) => void;
  readonly heard: () => ReadonlyArray<Heard>;
}

export const makeWorkshop = (): Workshop => {
  const root = realpathSync.native(mkdtempSync(join(tmpdir(), "idse-agents-")));
  const [home = "", repo = "", bin = "", hooks = ""] = ["home", "demo", "bin", "hooks"].map((name) =>
    join(root, name),
  );
  for (const folder of [home, repo, bin, hooks]) mkdirSync(folder);
  const node = process.execPath;
  write(
    join(bin, "idse"),
    `#!/bin/sh
if [ "$1" = hook ]; then exec "${node}" "${tap}" "${hooks}" "${idseBin}" "$@"; fi
exec "${node}" "${idseBin}" "$@"
`,
    0o755,
  );
  const environment = {
    PATH: [bin, dirname(node), "/usr/local/bin", "/usr/bin", "/bin"].join(delimiter),
    HOME: home,
    TMPDIR: root,
    USER: "ada",
    LANG: "C.UTF-8",
    TERM: "dumb",
    GIT_CONFIG_NOSYSTEM: "1",
  };
  return {
    root,
    home,
    repo,
    environment,
    person: (command, ...args) => {
      const run = spawnSync(command, args, { cwd: repo, env: environment, encoding: "utf8" });
      if (run.status === 0) return run.stdout;
      const said = run.error?.message ?? `${run.stdout}${run.stderr}`;
      throw new Error(`${command} ${args.join(" ")}: ${said}`);
    },
    file: (path) => textAt(join(repo, path)),
    atStep: (at) => write(join(hooks, "step"), String(at)),
    heard: () =>
      readdirSync(hooks)
        .filter((name) => name.endsWith(".json"))
        .sort()
        .map((name) => heard.parse(JSON.parse(readFileSync(join(hooks, name), "utf8")))),
  };
};
