/**
 * The guard: one function for the hook of every agent, for git and for CI. It reads nothing and runs nothing;
 * the same request with the same facts gets the same words.
 */
import { allowed, type Decision, type Denial, type Facts } from "./Decision.ts";
import { callDenial, waiverDenial } from "./decideCall.ts";
import { pathDenial } from "./decidePath.ts";
import { shellDenials } from "./decideShell.ts";
import { bringsWaiver } from "./Edit.ts";
import { inPlanning, isPlanning } from "./Mode.ts";
import { placesOf } from "./Place.ts";
import { changesOf, type Request } from "./Request.ts";

export const decide = (request: Request, facts: Facts): Decision => {
  const denials = denialsOf(request, { ...facts, resolve: onceEach(facts.resolve) });
  // What holds in every mode is told before what another mode would allow.
  return denials.find((one) => !one.rule.startsWith("planning")) ?? denials[0] ?? allowed;
};

/** A line may name one path many times over. */
const onceEach = (resolve: Facts["resolve"]): Facts["resolve"] => {
  const found = new Map<string, string>();
  return (path) => {
    const known = found.get(path) ?? resolve(path);
    found.set(path, known);
    return known;
  };
};

const denialsOf = (request: Request, facts: Facts): ReadonlyArray<Denial> => {
  const call = request.call === null ? null : callDenial(request.call, request.cwd, facts);
  if (call !== null) return [call];
  if (request.kind === "shell") return shellDenials(request, facts);
  if (request.kind === "write") return writeDenials(request, facts);
  if (request.known || !isPlanning(facts, facts)) return [];
  return [inPlanning("planning-tool", `what the tool ${request.tool} does cannot be known.`, facts, facts)];
};

const writeDenials = ({ paths, cwd, edits }: Request, facts: Facts): ReadonlyArray<Denial> =>
  [...new Set([...paths, ...edits.map((edit) => edit.path)])].flatMap((path) => {
    const own = edits.filter((edit) => edit.path === path);
    const denial = pathDenial(path, cwd, facts);
    const document = placesOf(path, cwd, facts).find((place) => place.document !== null);
    const waiver =
      document?.document != null && bringsWaiver(facts.textOf?.(document.shown) ?? null, own)
        ? waiverDenial(facts, document.document.session)
        : null;
    return [denial, waiver].flatMap((one) => one ?? []);
  });

export interface ChangeDecision {
  readonly path: string;
  readonly decision: Decision;
}

/** Each of the changed files on its own, by the same function: what `guard --staged` and CI ask. */
export const decideChanges = (paths: ReadonlyArray<string>, facts: Facts): ReadonlyArray<ChangeDecision> =>
  paths.map((path) => ({ path, decision: decide(changesOf([path]), facts) }));
