/** Which session a command means, or the failure that says why none is. */
import * as Data from "effect/Data";
import * as Result from "effect/Result";
import { type SessionChoice, type SessionChoiceInput, sessionMeant } from "./SessionOrder.ts";

export class SessionUnknown extends Data.TaggedError("SessionUnknown")<{
  readonly name: string;
  readonly askedBy: "flag" | "environment";
}> {}

/** Nothing says which, and there is no blueprint to fall back on. */
export class SessionUndecided extends Data.TaggedError("SessionUndecided")<Record<never, never>> {}

export const chooseSession = (
  input: SessionChoiceInput,
): Result.Result<SessionChoice, SessionUnknown | SessionUndecided> => {
  const answer = sessionMeant(input);
  switch (answer._tag) {
    case "Chosen":
      return Result.succeed(answer.choice);
    case "Unknown":
      return Result.fail(new SessionUnknown({ name: answer.name, askedBy: answer.askedBy }));
    case "Undecided":
      return Result.fail(new SessionUndecided());
  }
};
