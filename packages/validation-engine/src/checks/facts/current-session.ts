import type { FactCheck } from "../../Check.ts";

export const currentSession: FactCheck<"current-session"> = ({ examination, facts }) =>
  facts.danglingPointer === null
    ? []
    : [
        {
          category: "violation",
          stage: null,
          path: facts.danglingPointer.path,
          message: `Choose a session: the current one, "${facts.danglingPointer.names}", does not exist here.`,
          hint: `idse session switch ${examination.session}`,
          about: "",
        },
      ];
