/** Who puts a name under something: a sign-off, an acknowledgement. */
import * as Effect from "effect/Effect";
import { Misuse } from "./Failure.ts";
import { now } from "./SessionChange.ts";
import { actor } from "./Workspace.ts";

const signerKinds = ["human", "agent"] as const;

export interface SignerOptions {
  /** Absent: who runs the command. */
  readonly by?: string;
  /** `human` or `agent`; absent: human. */
  readonly kind?: string;
}

export const signerOf = ({ by, kind: wanted = "human" }: SignerOptions) =>
  Effect.gen(function* () {
    const kind = signerKinds.find((one) => one === wanted);
    if (kind === undefined) {
      return yield* new Misuse({
        problem: `"${wanted}" is not a kind of signer.`,
        hint: `One of: ${signerKinds.join(", ")}`,
      });
    }
    return { by: by ?? (yield* actor), kind, at: yield* now };
  });
