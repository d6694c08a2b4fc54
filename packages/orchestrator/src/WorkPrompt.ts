/**
 * A packet of work as a prompt: plain text that an agent is handed as it is. It is bounded: what does not
 * fit is left out from the least important on, and where open findings are left out the prompt says so.
 */
import { stageDefinition } from "@idse/pipeline-artifacts";
import type { ResultOf } from "./results/Results.ts";
import { clipped, estimateTokens } from "./TokenEstimate.ts";

type Packet = ResultOf<"work-packet">;

/** Estimated; a model counts fewer. */
export const promptLimit = 1450;

/** A part of the prompt. They stand in the order of the list and stay in the order of their weight. */
interface Part {
  readonly weight: number;
  readonly text: string;
}

export const promptOf = (packet: Packet): string =>
  packet.stage === null
    ? `${clipped(`${packet.project}/${packet.session}: ${packet.message ?? ""}`, 600)}\n`
    : assembled(partsOf(packet, packet.stage), packet);

const assembled = (parts: ReadonlyArray<Part>, packet: Packet): string => {
  const kept = new Set<Part>();
  const closing = moreLine(packet, packet.findings.length);
  let left = promptLimit - estimateTokens(closing);
  for (const part of parts.toSorted((a, b) => a.weight - b.weight)) {
    const cost = estimateTokens(part.text);
    if (cost > left) {
      // Of open findings those stand here that come first.
      if (part.weight >= weights.finding) break;
      continue;
    }
    kept.add(part);
    left -= cost;
  }
  const hidden = parts.filter((part) => part.weight >= weights.finding && !kept.has(part)).length;
  return `${parts
    .filter((part) => kept.has(part))
    .map((part) => part.text)
    .join("")}${hidden === 0 ? "" : moreLine(packet, hidden)}`;
};

const moreLine = ({ session, stage }: Packet, hidden: number): string =>
  `${hidden} more open: idse validate --session ${session} --through ${stage}\n`;

const weights = { head: 0, write: 1, done: 2, read: 3, stale: 4, waits: 5, leave: 6, finding: 10 } as const;

const partsOf = (packet: Packet, stage: NonNullable<Packet["stage"]>): ReadonlyArray<Part> => [
  { weight: weights.head, text: headOf(packet, stage) },
  { weight: weights.waits, text: waitsOf(packet) },
  { weight: weights.stale, text: staleOf(packet) },
  { weight: weights.read, text: listOf("Read first:", packet.read.map(readLine(packet))) },
  { weight: weights.write, text: listOf("Write:", writeLines(packet)) },
  { weight: weights.leave, text: listOf("Leave as it is:", leaveLines(packet)) },
  ...findingParts(packet),
  { weight: weights.done, text: doneOf(packet) },
];

const headOf = ({ project, session, agent }: Packet, stage: NonNullable<Packet["stage"]>): string => {
  const who = agent === null ? "" : `You are ${clipped(agent.id, 80)}, in ${agent.mode} mode. `;
  return `${who}The session is ${project}/${session}. Next: ${stageDefinition(stage).verb}.\n`;
};

const waitsOf = ({ waitsFor }: Packet): string =>
  waitsFor.length === 0
    ? ""
    : `Not completed before it: ${waitsFor.join(", ")}. Ask a person whether to begin all the same.\n`;

const staleOf = ({ staleBecause }: Packet): string =>
  listOf(
    "It was signed off, and has to be read again, because this changed since:",
    staleBecause.map(
      ({ stage, session, sections }) =>
        `${session === null ? "" : `${session}'s `}${stage}: ${clipped(sections.map((one) => (one === "" ? "its opening" : one)).join(", "), 200)}`,
    ),
  );

const readLine =
  ({ session: own }: Packet) =>
  ({ session, stage, path, digest }: Packet["read"][number]): string => {
    const place = path ?? `idse artifact show --stage ${stage} --session ${session}`;
    const whose = session === own ? "" : ` of ${session}, which this session is built on`;
    return `${place} (the ${stage}${whose}; ${digest.slice(0, "sha256:".length + 12)})`;
  };

/** Where the work goes; whoever implements writes more than the document. */
export const writeLines = ({ session, agent, write }: Packet): ReadonlyArray<string> => [
  ...write.map(
    ({ stage, path, digest }) =>
      path ?? `idse artifact write --stage ${stage} --session ${session} --expect ${digest ?? "absent"}`,
  ),
  ...(agent?.mode === "implementation" && write.some((one) => one.stage === "implementation")
    ? ["the code that the tasks ask for"]
    : []),
];

/** What is to be left alone, one line for each reason. */
export const leaveLines = ({ leave }: Pick<Packet, "leave">): ReadonlyArray<string> => {
  const byReason = new Map<string, Array<string>>();
  for (const { what, because } of leave) byReason.set(because, [...(byReason.get(because) ?? []), what]);
  return [...byReason].map(([because, what]) => `${what.join(", ")}: ${clipped(because, 120)}`);
};

/** Each by itself, so that as many stand here as fit. */
const findingParts = ({ findings }: Packet): ReadonlyArray<Part> =>
  findings.map(({ line, column, message }, index) => ({
    weight: weights.finding + index,
    text: `${index === 0 ? "Open:\n" : ""}- ${line === null ? "" : `${line}:${column ?? 1} `}${clipped(message, 200)}\n`,
  }));

const doneOf = ({ agent, definitionOfDone, commands }: Packet): string => {
  const stop = agent === null ? "" : " Then stop: signing off is for a person.";
  return `Done when: ${definitionOfDone}${stop}\n${listOf("Commands:", commands)}`;
};

const listOf = (title: string, lines: ReadonlyArray<string>): string =>
  lines.length === 0 ? "" : `${title}\n${lines.map((line) => `- ${line}\n`).join("")}`;
