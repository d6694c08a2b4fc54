#!/usr/bin/env node
// The shim npm links: it runs on any Node, says when that one is too old, and answers --version before
// anything else is loaded. Node's own modules are not imported here but asked for: it is faster by far.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(`idse needs Node 22.19 or newer; this is ${process.version}.\n`);
  process.exitCode = 6;
} else if (process.argv.length === 3 && /^(--version|-V)$/.test(process.argv[2])) {
  const { readFileSync } = process.getBuiltinModule("node:fs");
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  process.stdout.write(`${version}\n`);
} else {
  // zod's own setting, read when a schema is made: compiling schemas pays only where one is used very often.
  globalThis.__zod_globalConfig = { jitless: true };
  process.getBuiltinModule("node:module").enableCompileCache();
  // The guard stands before every tool of every agent, and needs little of the rest.
  await import(
    process.argv[2] === "hook" && !process.argv.includes("--help") ? "../dist/hook.mjs" : "../dist/bin.mjs"
  );
}
