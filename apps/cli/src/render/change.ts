import type { ResultOf } from "@idse/orchestrator/results/Results";

type Change = ResultOf<"session-change">;

/** A session that is kept elsewhere has no folder here. */
const at = ({ path }: Change): string => (path === null ? "." : `: ${path}`);

const sentence = (change: Change): string => {
  const { session, value } = change;
  switch (change.action) {
    case "created":
      return `Created session ${session}${change.current ? " and switched to it" : ""}${at(change)}`;
    case "spawned":
      return `Spawned session ${session}${change.parent === null ? "" : ` from ${change.parent}`}${at(change)}`;
    case "switched":
      return `The current session is ${session}.`;
    case "owner-set":
      return `${session}: the owner is ${value}.`;
    case "collaborator-added":
      return `${session}: ${value} is a collaborator.`;
    case "collaborator-removed":
      return `${session}: ${value} is no collaborator any more.`;
    case "status-set":
      return `${session}: the status is ${value}.`;
    case "signed-off":
      return `${session}: the ${value} is signed off.`;
    case "sign-off-withdrawn":
      return `${session}: the ${value} is not signed off.`;
    case "tagged":
      return `${session}: tagged ${value}.`;
  }
};

export const renderChange = (change: Change): string =>
  `${sentence(change)}${change.unchanged ? " It was so before." : ""}\n${change.next === null ? "" : `Next: ${change.next}\n`}`;
