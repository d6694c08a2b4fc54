/** Who asks: the tenant behind a request's `Authorization`. No argument and no session ever says it. */
import * as Data from "effect/Data";
import * as Effect from "effect/Effect";
import type { OnProblem } from "./Serving.ts";
import { entryOf, type TokenEntry } from "./Token.ts";
import { TokenFile } from "./TokenFile.ts";

export type Admission =
  | { readonly _tag: "Admitted"; readonly tenant: string }
  | { readonly _tag: "Refused"; readonly reason: string };

export interface Access {
  readonly admit: (authorization: string | undefined) => Admission;
  /** Lets in whoever reaches the server, which may then be reached from this machine only. */
  readonly open: boolean;
}

export class TokensUnreadable extends Data.TaggedError("TokensUnreadable")<{
  readonly path: string;
  readonly message: string;
}> {}

/** Without tokens: whoever reaches the server is this tenant. For one machine, and for tests. */
export const openTo = (tenant: string): Access => ({
  admit: () => ({ _tag: "Admitted", tenant }),
  open: true,
});

const admission = (authorization: string | undefined, entries: ReadonlyArray<TokenEntry>): Admission => {
  const [, token] = /^bearer +(\S+)$/i.exec(authorization ?? "") ?? [];
  if (token === undefined)
    return { _tag: "Refused", reason: "This server wants a bearer token, and none was sent" };
  const entry = entryOf(token, entries);
  return entry === undefined
    ? { _tag: "Refused", reason: "This token is unknown here, or was taken away" }
    : { _tag: "Admitted", tenant: entry.tenant };
};

/**
 * By a tokens file. Fails where it is not as it should be to begin with; later, a line that is wrong and a file that is
 * gone open nothing, and `onProblem` hears of it.
 */
export const byTokens = (path: string, onProblem: OnProblem): Effect.Effect<Access, TokensUnreadable> =>
  Effect.suspend(() => {
    const file = new TokenFile(path);
    const problems: Array<string> = [];
    file.entries((problem) => problems.push(problem));
    const [message] = problems;
    return message === undefined
      ? Effect.succeed({
          admit: (authorization) => admission(authorization, file.entries(onProblem)),
          open: false,
        })
      : Effect.fail(new TokensUnreadable({ path, message }));
  });
