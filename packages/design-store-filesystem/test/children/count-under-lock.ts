/** Raises the number in a file under a lock, reading and writing without any other care: `folder times`. */
import { readFileSync, writeFileSync } from "node:fs";
import { withLock } from "@idse/durable-files";
import { NodeFiles, NodeProcessIdentity } from "../../src/index.ts";

const [folder = "", times = ""] = process.argv.slice(2);
const counter = `${folder}/counter`;

for (let round = 0; round < Number(times); round += 1)
  withLock(NodeFiles.nodeFiles, NodeProcessIdentity.nodeProcessIdentity, `${folder}/lock`, () => {
    writeFileSync(counter, String(Number(readFileSync(counter, "utf8")) + 1));
  });
