/**
 * A packet of work as a prompt: plain text that an agent is handed as it is. It is bounded: what does not
 * fit is left out from the least important on, and where open findings are left out the prompt says so.
 */
import { stageDefinition } from "@idse/pipeline-artifacts";
import { clipped, joined, keptWithin, type Part } from "./KeptWithin.ts";
import type { ResultOf } from "./results/Results.ts";
import { estimateTokens } from "./TokenEstimate.ts";

type Packet = ResultOf<"work-packet">;

/** Estimated; a model counts fewer. */
export const promptLimit = 1450;

export const promptOf = (packet: Packet): string =>
  packet.stage === null
    ? `${clipped(`${packet.project}/${packet.session}: ${packet.message ?? ""}`, 600)}\n`
    : assembled(packet, packet.stage);

/** The frame takes its room first; of what is open as much follows as fits, in its order. */
const assembled = (packet: Packet, stage: NonNullable<Packet["stage"]>): string => {
  const open = findingLines(packet);
  const title = open.length === 0 ? "" : "Open:\n";
  const room = promptLimit - estimateTokens(title + moreLine(packet, open.length));
  const done = { weight: 2, text: doneOf(packet) };
  const kept = keptWithin([...frameOf(packet, stage), done], room, estimateTokens);
  let left = room - kept.reduce((sum, part) => sum + estimateTokens(part.text), 0);
  const end = open.findIndex((line) => {
    left -= estimateTokens(line);
    return left < 0;
  });
  const shown = end < 0 ? open : open.slice(0, end);
  return [
    joined(kept.filter((part) => part !== done)),
    title,
    ...shown,
    shown.length < open.length ? moreLine(packet, open.length - shown.length) : "",
    joined(kept.filter((part) => part === done)),
  ].join("");
};

const moreLine = ({ session, stage }: Packet, hidden: number): string =>
  hidden === 0 ? "" : `- ${hidden} more: idse validate --session ${session} --through ${stage}\n`;

/** In the order of reading, each with its weight. */
const frameOf = (packet: Packet, stage: NonNullable<Packet["stage"]>): ReadonlyArray<Part> => [
  { weight: 0, text: headOf(packet, stage) },
  { weight: 5, text: waitsOf(packet) },
  { weight: 4, text: staleOf(packet) },
  { weight: 3, text: listOf("Read first:", packet.read.map(readLine(packet))) },
  { weight: 1, text: listOf("Write:", writeLines(packet)) },
  { weight: 6, text: listOf("Leave as it is:", leaveLines(packet)) },
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
  for (const { what, path, because } of leave)
    byReason.set(because, [...(byReason.get(because) ?? []), path ?? what]);
  return [...byReason].map(([because, what]) => `${what.join(", ")}: ${clipped(because, 120)}`);
};

const findingLines = ({ findings }: Packet): ReadonlyArray<string> =>
  findings.map(
    ({ line, column, message }) =>
      `- ${line === null ? "" : `${line}:${column ?? 1} `}${clipped(message, 200)}\n`,
  );

const doneOf = ({ agent, definitionOfDone, commands }: Packet): string => {
  const stop = agent === null ? "" : " Then stop: signing off is for a person.";
  return `Done when: ${definitionOfDone}${stop}\n${listOf("Commands:", commands)}`;
};

const listOf = (title: string, lines: ReadonlyArray<string>): string =>
  lines.length === 0 ? "" : `${title}\n${lines.map((line) => `- ${line}\n`).join("")}`;
