/**
 * The model of the sync engine over real files: the filesystem's store, the clone's folder, and processes
 * killed between any two operations on them.
 *
 *     node --conditions=@idse/source onDisk.ts RUNS SEED     prints a tally
 */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FilesystemDesignStore, NodeFiles } from "@idse/design-store-filesystem";
import { FilePrimitives, ProcessIdentity } from "@idse/durable-files";
import * as Layer from "effect/Layer";
import * as fc from "fast-check";
import { programs } from "../../../../packages/sync-engine/test/model/commands.ts";
import {
  emptyTally,
  type Ground,
  storeOf,
  World,
} from "../../../../packages/sync-engine/test/model/World.ts";

const [runs, seed] = process.argv.slice(2);
const tally = emptyTally();

const groundAt = (root: string): Ground => ({
  files: NodeFiles.nodeFiles,
  folder: (clone) => `${root}/clone-${clone}/sync`,
  local: (client, identity, watch) => {
    const place = `${root}/client-${client}`;
    NodeFiles.nodeFiles.makeDirectory(place, { recursive: true });
    const files = Layer.succeed(FilePrimitives, watch(NodeFiles.nodeFiles));
    const process = Layer.succeed(ProcessIdentity, identity);
    return storeOf(FilesystemDesignStore.layer({ root: place }).pipe(Layer.provide([files, process])));
  },
});

fc.assert(
  fc.property(programs(5), (program) => {
    const root = NodeFiles.withSlashes(realpathSync(mkdtempSync(join(tmpdir(), "sync-"))));
    try {
      new World(program.clones, groundAt(root), tally).run(program);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  }),
  { numRuns: Number(runs), seed: Number(seed) },
);
console.log(JSON.stringify(tally));
