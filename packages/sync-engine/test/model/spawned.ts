/** The model in a process of its own. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** What the script printed, parsed. A rejection carries what it wrote to stderr: the program that broke the engine. */
export const spawned = async (script: URL, ...args: ReadonlyArray<string | number>): Promise<unknown> => {
  const flags = ["--conditions=@idse/source", "--disable-warning=ExperimentalWarning"];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...flags, fileURLToPath(script), ...args.map(String)],
    { maxBuffer: 2 ** 26 },
  );
  return JSON.parse(stdout);
};
