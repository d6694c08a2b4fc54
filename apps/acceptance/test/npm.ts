/** npm as a user has it, and programs beside it. */
import { spawnSync } from "node:child_process";
import type { Run } from "../../cli/test/support.ts";

export const onWindows = process.platform === "win32";

export const run = (
  command: string,
  args: ReadonlyArray<string>,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Run => {
  const done = spawnSync(command, args, {
    cwd,
    env,
    encoding: "utf8",
    shell: onWindows && !command.endsWith(".exe"),
  });
  if (done.error !== undefined) throw done.error;
  return { code: done.status, stdout: done.stdout, stderr: done.stderr };
};

/** The npm that runs this, else the one on the path. */
export const npm = (cwd: string, ...args: ReadonlyArray<string>): string => {
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  const env = {
    ...Object.fromEntries(inherited),
    npm_config_audit: "false",
    npm_config_fund: "false",
    npm_config_update_notifier: "false",
  };
  const path = process.env.npm_execpath;
  const done =
    path?.endsWith(".js") === true
      ? run(process.execPath, [path, ...args], cwd, env)
      : run("npm", args, cwd, env);
  if (done.code !== 0) throw new Error(`npm ${args.join(" ")}: ${done.stderr}`);
  return done.stdout;
};
