/**
 * The built command line in a thread that stays: each run evaluates its entry anew over modules that are loaded
 * already, with a folder, an environment and streams of its own. Plain JavaScript, since no test runner compiles it.
 */
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

globalThis.__zod_globalConfig = { jitless: true };
const entry = pathToFileURL(workerData.entry).href;
let count = 0;

const run = async ({ args, cwd, env }) => {
  const streams = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"])
    process[name].write = (text) => {
      streams[name] += typeof text === "string" ? text : Buffer.from(text).toString("utf8");
      return true;
    };
  process.cwd = () => cwd;
  process.env = { ...env };
  process.argv = [process.execPath, "idse", ...args];
  process.exitCode = undefined;
  await import(`${entry}?${++count}`);
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners("error");
  return { code: process.exitCode ?? 0, ...streams };
};

parentPort.on("message", async ({ port, signal, ...request }) => {
  const answer = await run(request).catch((error) => ({ failure: String(error?.stack ?? error) }));
  process.exitCode = undefined;
  port.postMessage(answer);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
});
