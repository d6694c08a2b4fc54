/** Installed, trusted and active are three things; an agent that lacks one of them is not held. */
import type { ResultOf } from "../../results/Results.ts";
import { type Check, listed, note, ok, problem, warning } from "./Check.ts";

export type AgentFacts = ResultOf<"doctor">["agents"][number] & {
  /** As a registry usually calls it. */
  readonly usualId: string;
  readonly trust: { readonly because: string; readonly mend: string | null };
  /** Files of ours that cannot be read or are not as IDSE wrote them. */
  readonly odd: ReadonlyArray<{
    readonly path: string;
    readonly line: number | null;
    readonly state: "changed" | "unreadable";
    readonly part: "instructions" | "skills" | "mcp" | "hooks";
  }>;
};

export interface AgentSurroundings {
  readonly agents: ReadonlyArray<AgentFacts>;
  /** The registry could be read; where not, who is in it cannot be said. */
  readonly registered: boolean;
  /** The program that hooks call is found on the path. */
  readonly idse: string | null;
  /** Hooks call `idse` by that name, and by no path. */
  readonly calledByName: boolean;
}

const commandOf = (part: AgentFacts["odd"][number]["part"], agent: string): string =>
  part === "hooks"
    ? `idse agents install-hooks --agents ${agent}`
    : `idse generate-agent-files --agents ${agent}`;

export const agentHealth = ({
  agents,
  registered,
  idse,
  calledByName,
}: AgentSurroundings): ReadonlyArray<Check> => [
  ...(calledByName && idse === null && agents.some(({ installed }) => installed.hooks !== "absent")
    ? [
        problem(
          "agents",
          "Hooks call idse, which is not on the path: most agents go on as if there were no guard.",
          {
            mend: "npm i -g idse-orchestrator",
          },
        ),
      ]
    : []),
  ...agents.flatMap((facts) => healthOf(facts, registered)),
];

const healthOf = (facts: AgentFacts, registered: boolean): ReadonlyArray<Check> => {
  const { agent, name, id, installed, trusted, trust, odd, program, lastAsked } = facts;
  const checks: Array<Check> = odd.map(({ path, line, state, part }) =>
    (state === "unreadable" ? problem : warning)(
      "agents",
      state === "unreadable"
        ? `${name}: the file cannot be read, and what is in it cannot be looked at.`
        : `${name}: what idse wrote there was changed.`,
      {
        path,
        line,
        mend: state === "unreadable" ? `Mend ${path}.` : `${commandOf(part, agent)} --force --dry-run`,
      },
    ),
  );
  const outdated = (["instructions", "skills", "mcp", "hooks"] as const).filter(
    (part) => installed[part] === "outdated",
  );
  for (const part of outdated)
    checks.push(
      warning("agents", `${name}: its ${part} are of another version or project, or only partly there.`, {
        mend: commandOf(part, agent),
      }),
    );
  if (installed.hooks === "absent")
    checks.push(
      warning("agents", `${name}: no hook is installed, so that nothing holds it to its mode.`, {
        mend: commandOf("hooks", agent),
      }),
    );
  else if (trusted === "untrusted")
    checks.push(
      warning("agents", `${name}: its hook is installed and not trusted. ${trust.because}`, {
        mend: trust.mend,
      }),
    );
  else if (lastAsked === null)
    checks.push(
      note("agents", `${name}: its hook is installed and has not asked yet in this clone. ${trust.because}`, {
        mend: trust.mend,
      }),
    );
  if (id === null && registered)
    checks.push(
      warning(
        "agents",
        `${name}: its files are here and it is not in the registry, so that its hook denies all writes.`,
        {
          mend: `idse agents add ${facts.usualId}`,
        },
      ),
    );
  if (program === null && id !== null)
    checks.push(note("agents", `${name}: its program is not on the path.`));
  return checks.some(({ state }) => state === "warning" || state === "problem")
    ? checks
    : [ok("agents", `${name}: ${listed(told(facts))}.`), ...checks];
};

const told = ({ installed, trusted, lastAsked }: AgentFacts): ReadonlyArray<string> => [
  installed.hooks === "current" ? "hook installed" : "hook not installed",
  trusted === "not-asked" ? "no question of trust" : `trust ${trusted === "unknown" ? "unknown" : "given"}`,
  lastAsked === null ? "not seen at work yet" : `last asked ${lastAsked}`,
];
