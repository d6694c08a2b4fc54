#!/usr/bin/env node
// The shim npm links: it runs on any Node, says when that one is too old, and answers --version before
// anything else is loaded.
import { readFileSync } from "node:fs";
import * as module from "node:module";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(`idse needs Node 22.19 or newer; this is ${process.version}.\n`);
  process.exitCode = 6;
} else if (process.argv.length === 3 && /^(--version|-V)$/.test(process.argv[2])) {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  process.stdout.write(`${version}\n`);
} else {
  module.enableCompileCache();
  await import("../dist/bin.mjs");
}
