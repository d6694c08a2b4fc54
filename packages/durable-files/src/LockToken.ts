/** What a generation of a lock says about its holder. */
import { failedWith, randomName } from "./Failures.ts";
import type { FilePrimitivesService } from "./FilePrimitives.ts";
import type { ProcessFacts } from "./ProcessIdentity.ts";

export const encodeToken = (facts: ProcessFacts): Uint8Array =>
  new TextEncoder().encode(JSON.stringify({ ...facts, nonce: randomName() }));

const isFacts = (value: unknown): value is ProcessFacts => {
  if (typeof value !== "object" || value === null) return false;
  const { pid, host, boot, startedAt } = value as Record<string, unknown>;
  const known = (fact: unknown) => fact === null || typeof fact === "string";
  return typeof pid === "number" && typeof host === "string" && known(boot) && known(startedAt);
};

/** Undefined where nothing readable stands: see `Lock.ts` for what that means. */
export const readToken = (files: FilePrimitivesService, path: string): ProcessFacts | undefined => {
  try {
    const value: unknown = JSON.parse(files.readText(path));
    return isFacts(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || failedWith(error, "ENOENT", "EILSEQ")) return undefined;
    throw error;
  }
};
