// Runs many commands of the bundle one after the other in one process; their exit codes go to a file.
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

globalThis.__zod_globalConfig = { jitless: true };
const { BUNDLE, CODES, COMMANDS } = process.env;
const codes = [];
for (const [index, args] of JSON.parse(COMMANDS).entries()) {
  process.argv = [process.execPath, "idse", ...args];
  process.exitCode = 0;
  await import(`${pathToFileURL(BUNDLE).href}?${index}`);
  codes.push(process.exitCode);
}
writeFileSync(CODES, JSON.stringify(codes));
process.exitCode = 0;
