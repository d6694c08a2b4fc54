/** What an agent is about to do, whichever agent it is. */
import type { Edit } from "./Edit.ts";
import type { IdseCall } from "./IdseCall.ts";

export type RequestKind = "write" | "shell" | "read" | "other";

/** How a command line is read. */
export type Dialect = "posix" | "powershell" | "cmd";

export interface Request {
  readonly kind: RequestKind;
  /** As the agent calls it. */
  readonly tool: string;
  /** The folder that relative paths start from, absolute; null means the root of the repository. */
  readonly cwd: string | null;
  /** As the agent wrote them. */
  readonly paths: ReadonlyArray<string>;
  /** What becomes of the texts at those paths, as far as it is said. */
  readonly edits: ReadonlyArray<Edit>;
  readonly command: string | null;
  /** Every way in which the command may be understood; all of them have to be allowed. */
  readonly dialects: ReadonlyArray<Dialect>;
  /** A tool of our own server, as the command that does the same. */
  readonly call: IdseCall | null;
  /** Whether it is known what the tool does. */
  readonly known: boolean;
}

export const request = (
  kind: RequestKind,
  tool: string,
  cwd: string | null,
  more: Partial<Omit<Request, "kind" | "tool" | "cwd">> = {},
): Request => ({
  kind,
  tool,
  cwd,
  paths: [],
  edits: [],
  command: null,
  dialects: [],
  call: null,
  known: true,
  ...more,
});

/** Files that changed or are to change, from the root of the repository: what git and CI ask about. */
export const changesOf = (paths: ReadonlyArray<string>, edits: ReadonlyArray<Edit> = []): Request =>
  request("write", "change", null, { paths, edits });
