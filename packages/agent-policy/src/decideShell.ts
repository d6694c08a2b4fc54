/** Whether a command line may run: each thing that it does, and what can be seen in what is not understood. */
import { type Denial, denied, type Facts, plain } from "./Decision.ts";
import { callDenial, leashOfCall, waiverDenial } from "./decideCall.ts";
import { guardedDenial, pathDenial, signedAmong, unsureDenial } from "./decidePath.ts";
import { bringsWaiver, waiverComment } from "./Edit.ts";
import { guardedIn } from "./Guarded.ts";
import { callsSeenIn } from "./IdseCall.ts";
import { inPlanning, isPlanning } from "./Mode.ts";
import { placesOf } from "./Place.ts";
import type { Request } from "./Request.ts";
import type { Act, Folders } from "./shell/Act.ts";
import { joined } from "./shell/folders.ts";
import { readShell } from "./shell/readShell.ts";

type Writes = Extract<Act, { kind: "writes" }>;
type Unknown = Extract<Act, { kind: "unknown" }>;

export const shellDenials = (request: Request, facts: Facts): ReadonlyArray<Denial> => {
  const line = request.command ?? "";
  return request.dialects.flatMap((dialect) =>
    readShell(line, dialect).flatMap((act) => actDenials(act, line, request, facts)),
  );
};

/** The places a command may run in, absolute or from the root; null where none is known. */
const foldersOf = (folders: Folders, { cwd }: Request): ReadonlyArray<string | null> =>
  (folders ?? []).map((one) => (one === "" ? cwd : joined(cwd ?? "", one)));

const actDenials = (act: Act, line: string, request: Request, facts: Facts): ReadonlyArray<Denial> => {
  const at = { project: facts.project, session: facts.session };
  switch (act.kind) {
    case "reads":
      return [];
    case "bypass":
      return [
        denied(
          "git-hooks",
          `${plain(act.what)} goes past the hooks that hold agents to their mode.`,
          plain(act.what),
        ),
      ];
    case "records":
      return isPlanning(facts, at) ? [inPlanning("planning-shell", onlyReads(act.what), facts, at)] : [];
    case "idse":
      return act.folders === null
        ? present([callDenial(act.call, null, facts)])
        : present(foldersOf(act.folders, request).map((folder) => callDenial(act.call, folder, facts)));
    case "writes":
      return writeDenials(act, line, request, facts);
    case "unknown":
      return unknownDenials(act, request, facts);
  }
};

const present = (denials: ReadonlyArray<Denial | null>): ReadonlyArray<Denial> =>
  denials.flatMap((one) => one ?? []);

const onlyReads = (what: string): string =>
  `it runs idse and commands that are known to only read, and ${plain(what)} is none.`;

const writeDenials = (act: Writes, line: string, request: Request, facts: Facts): ReadonlyArray<Denial> => {
  const { target, reach, folders } = act;
  const isAbsolute = /^(?:[\\/]|[A-Za-z]:)/.test(target.text);
  const places = folders === null && isAbsolute ? [request.cwd] : foldersOf(folders, request);
  if (!target.sure || (target.text === "" && reach !== "repository") || places.length === 0)
    return present([
      unsureDenial(target.raw === "" ? target.text : target.raw, facts),
      waiverIn(null, line, facts),
    ]);
  const waivers = places.map((folder) => {
    const document = placesOf(target.text, folder, facts, reach).find((one) => one.document !== null);
    return document === undefined ? null : waiverIn(document.shown, line, facts);
  });
  const paths = places.map((folder) => pathDenial(target.text, folder, facts, reach, target.glob));
  const wide = target.glob && isPlanning(facts, facts) ? unsureDenial(target.text, facts) : null;
  return present([...paths, wide, ...waivers]);
};

/** A waiver in the line that is written to a document. */
const waiverIn = (path: string | null, line: string, facts: Facts): Denial | null => {
  if (!waiverComment.test(line)) return null;
  const before = path === null ? null : (facts.textOf?.(path) ?? null);
  const edit = { kind: "whole", path: path ?? "", text: line } as const;
  return bringsWaiver(before, [edit]) ? waiverDenial(facts, facts.session) : null;
};

/** What makes a program change the files that it is given. */
const changes = /^(?:-i|--in-?place|--write|-w|--fix|-o|--out(?:put)?)(?:$|[=.])/;
const changesInCode = /write|open|unlink|remove|rename|truncate|copy|append|save|replace/i;

const unknownDenials = (act: Unknown, request: Request, facts: Facts): ReadonlyArray<Denial> => {
  const guarded = guardedIn(act.text);
  const words = act.words.filter((one) => one.sure && !one.text.startsWith("-") && one.text !== "");
  const seen = callsSeenIn(act.text).map(leashOfCall);
  const places = foldersOf(act.folders, request).flatMap((folder) =>
    words.filter((one) => one.text.length < 1000).flatMap((one) => placesOf(one.text, folder, facts)),
  );
  const touched = places.map((place) =>
    place.guarded === null ? null : guardedDenial(place.guarded, place.shown, facts),
  );
  const leash = present([
    guarded === undefined ? null : guardedDenial(guarded, guarded.pattern.replace(/\/\*\*$/, ""), facts),
    ...touched,
    ...seen,
    waiverComment.test(act.text) ? waiverDenial(facts, facts.session) : null,
  ]);
  if (isPlanning(facts, facts))
    return [...leash, inPlanning("planning-shell", onlyReads(act.what), facts, facts)];
  const writing = act.words.some((one) => changes.test(one.text));
  const named = writing ? places : changesInCode.test(act.text) ? documentsSeenIn(act.text, facts) : [];
  return [...leash, ...present(named.map((place) => signedAmong(facts, place.holds)))];
};

const documentsSeenIn = (text: string, facts: Facts) =>
  [...text.matchAll(/\.idse\/+projects\/[^\s'"`,;)]+/g)].flatMap(([path]) => placesOf(path, null, facts));
