/** How much the tools of Artifact Core take and give at once. Announced, so that a client need not find out. */
import { Rejected } from "@idse/design-store";
import type { CommitInput, GetInput, Limits } from "@idse/design-store-artifact-core/Protocol";
import { refKey } from "@idse/pipeline-artifacts";

export const defaultLimits: Limits = {
  documentBytes: 4 * 1024 * 1024,
  requestBytes: 16 * 1024 * 1024,
  answerBytes: 8 * 1024 * 1024,
  refsPerGet: 500,
  changesPerCommit: 2_000,
  headsPerPage: 2_000,
};

const refused = (operation: string, message: string): Rejected =>
  new Rejected({ store: "mcp-server", operation, message });

export const refusalOfGet = ({ refs }: GetInput, { refsPerGet }: Limits): Rejected | undefined =>
  refs.length > refsPerGet
    ? refused("get", `One call asks for ${refsPerGet} documents at most, and this for ${refs.length}.`)
    : undefined;

export const refusalOfCommit = (
  { changes }: CommitInput,
  { changesPerCommit, documentBytes }: Limits,
): Rejected | undefined => {
  if (changes.length > changesPerCommit)
    return refused(
      "commit",
      `One commit holds ${changesPerCommit} documents at most, and this ${changes.length}.`,
    );
  for (const change of changes) {
    const bytes = change.action === "put" ? Buffer.byteLength(change.content) : 0;
    if (bytes > documentBytes)
      return refused(
        "commit",
        `${refKey(change.ref)} has ${bytes} bytes; a document has ${documentBytes} at most.`,
      );
  }
  return undefined;
};
