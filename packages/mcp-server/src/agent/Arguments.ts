/** Arguments that several tools take. A tool takes no others than it lists. */
import { stages } from "@idse/pipeline-artifacts";
import * as z from "zod";

const name = (what: string) => z.string().min(1).max(255).describe(what);

export const project = name("The project, instead of the current one.").optional();
export const session = name("The session, instead of the current one.").optional();
export const stage = z.enum(stages as readonly [string, ...ReadonlyArray<string>]);

export const choice = { project, session };

/** Without those that are absent, as options of a use case are. */
export const given = <A extends object>(fields: A): { readonly [K in keyof A]?: Exclude<A[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
