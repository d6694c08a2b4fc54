/** Takes a lock, says so, and holds it until it is killed: `folder`. */
import { acquireLock } from "@idse/durable-files";
import { NodeFiles, NodeProcessIdentity } from "../../src/index.ts";

const [folder = ""] = process.argv.slice(2);

acquireLock(NodeFiles.nodeFiles, NodeProcessIdentity.nodeProcessIdentity, `${folder}/lock`);
process.stdout.write("held\n");
setInterval(() => undefined, 60_000);
