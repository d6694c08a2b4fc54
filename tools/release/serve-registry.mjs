// The process of the registry: verdaccio on a free loopback port, told apart from the script that uses it so
// that it may run under another Node and is gone when it is ended. Prints its address.
//
//     node serve-registry.mjs FOLDER_OF_VERDACCIO FOLDER_FOR_PACKAGES UPSTREAM
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, storage, upstream] = process.argv.slice(2);
const { runServer } = createRequire(pathToFileURL(join(modules, "package.json")))("verdaccio");

const ours = { access: "$all", publish: "$all", unpublish: "$all" };
const app = await runServer({
  configPath: join(storage, "config.yaml"),
  storage: join(storage, "storage"),
  auth: { htpasswd: { file: join(storage, "htpasswd") } },
  uplinks: { upstream: { url: upstream, timeout: "60s" } },
  // Ours are never looked for upstream, so that what is installed is what was published here.
  packages: {
    "@idse/*": ours,
    "idse-orchestrator": ours,
    "**": { access: "$all", publish: [], proxy: "upstream" },
  },
  max_body_size: "50mb",
  web: { enable: false },
  log: { type: "stdout", format: "pretty", level: "error" },
});
const server = app.listen(0, "127.0.0.1", () => {
  console.log(`listening http://127.0.0.1:${server.address().port}/`);
});
// Whoever started it has gone.
process.stdin.on("end", () => process.exit(0)).resume();
