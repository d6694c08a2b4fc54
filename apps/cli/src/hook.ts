/** The process of `idse hook`: its arguments, its standard input, its streams and its exit code. */
import { hook } from "./guard/hook.ts";

const fs = process.getBuiltinModule("node:fs");

const answer = hook({
  words: process.argv.slice(3),
  payload: fs.readFileSync(0, "utf8"),
  directory: process.cwd(),
  environment: process.env,
});
if (answer.stdout !== "") fs.writeSync(1, answer.stdout);
if (answer.stderr !== "") fs.writeSync(2, answer.stderr);
process.exitCode = answer.exit;
