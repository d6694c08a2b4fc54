import type { Check } from "../Check.ts";

export const currentSession: Check<"current-session"> = ({ session }) =>
  session.danglingPointer === null
    ? []
    : [
        {
          category: "violation",
          stage: null,
          path: session.danglingPointer.path,
          message: `Choose a session: the current one, "${session.danglingPointer.names}", does not exist here.`,
          hint: `idse session switch ${session.session}`,
          about: "",
        },
      ];
