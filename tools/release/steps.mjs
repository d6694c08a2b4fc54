/** Claims about what was released, said one a line as they are held; and programs run as a user would. */
import { spawnSync } from "node:child_process";

const onWindows = process.platform === "win32";

export const claims = { held: 0, broken: [] };

/** Says a claim and whether it holds, with the figure it was held by. */
export const claim = (text, holds, figure = "") => {
  if (holds) claims.held += 1;
  else claims.broken.push(text);
  console.log(`${holds ? "holds " : "BROKEN"}  ${text}${figure === "" ? "" : `: ${figure}`}`);
};

export const heading = (text) => console.log(`\n${text}`);

export const run = (command, args, { cwd, env, input = "" }) => {
  const done = spawnSync(command, args, { cwd, env, input, encoding: "utf8", shell: onWindows });
  if (done.error) throw done.error;
  return { code: done.status, stdout: done.stdout, stderr: done.stderr };
};

export const mustRun = (command, args, options) => {
  const done = run(command, args, options);
  if (done.code !== 0)
    throw new Error(`${[command, ...args].join(" ")} ended with ${done.code}:\n${done.stdout}${done.stderr}`);
  return done.stdout;
};
