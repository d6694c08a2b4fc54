import type { Check } from "../Check.ts";

export const signedDigest: Check<"signed-digest"> = ({ present, session }) =>
  present
    .filter(({ signOff }) => signOff?.asItStands === false)
    .map(({ stage, path }) => ({
      category: "violation",
      stage,
      path,
      message: `Sign the ${stage} off again, or undo the edit: it was edited since it was signed off.`,
      // A document that stands for itself has nobody to sign it.
      ...(session.session === ""
        ? {}
        : { hint: `idse session set-stage ${session.session} --stage ${stage} --status completed` }),
      about: "",
    }));
