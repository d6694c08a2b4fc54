import { type Check, inSession } from "../Check.ts";

export const signedDigest: Check<"signed-digest"> = ({ present, session }) =>
  present
    .filter(({ signOff }) => signOff?.asItStands === false)
    .map(({ stage, path }) => ({
      category: "violation",
      stage,
      path,
      message: `Sign the ${stage} off again, or undo the edit: it was edited since it was signed off.`,
      hint: `idse diff ${stage}${inSession(session)}`,
      about: "",
    }));
