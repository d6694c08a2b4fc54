/** Puts the license beside each package that is published; npm takes along only what lies in the package. */
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./node-runtime.mjs";
import { publishedOf } from "./release/clone.mjs";

for (const { folder } of publishedOf(root)) copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
