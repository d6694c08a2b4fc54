/**
 * A baseline: the findings a repository has accepted as they are, so that only new ones fail. It holds
 * fingerprints, which stay when lines move, with enough beside them for a person to see what was accepted.
 */
import type { Finding } from "@idse/constitution-rules";
import { isCounted } from "@idse/constitution-rules";
import { printJson, readJson } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import * as z from "zod";
import { attempt, NotFound } from "./Failure.ts";
import { malformed, Workspace } from "./Workspace.ts";

export const BaselineFile = z.looseObject({
  $schema: z.string().optional(),
  schema_version: z.literal(1),
  findings: z.array(
    z.looseObject({
      fingerprint: z.string().regex(/^[0-9a-f]{32}$/, "a fingerprint is 32 hex digits"),
      rule: z.string(),
      path: z.string(),
      message: z.string(),
    }),
  ),
});

/** The accepted fingerprints, or null where there is no baseline. `named`: a file that must be there. */
export const readBaseline = (named: string | null | undefined) =>
  Effect.gen(function* () {
    const { config, readText, root, invocation } = yield* Workspace;
    const path = named === undefined ? config.validation.baseline : named;
    if (path === null) return null;
    const text = yield* attempt(() => readText(path));
    if (text === null) {
      return yield* new NotFound({
        what: "baseline",
        name: path,
        // The option is read from the reader's folder, and the path is known from the root.
        hint: `idse ${invocation.directory === root ? "" : `-C ${root} `}validate --all --baseline ${path} --update-baseline`,
      });
    }
    const read = readJson(text, BaselineFile);
    if (!read.ok) return yield* malformed(path, read.problem);
    return new Set(read.value.findings.map((one) => one.fingerprint));
  });

/** A baseline that accepts what counts now, sorted so that it changes where findings do. */
export const printBaseline = (findings: ReadonlyArray<Finding>): string =>
  printJson({
    schema_version: 1,
    findings: findings
      .filter((one) => isCounted(one) || one.baselined)
      .map(({ fingerprint, rule, path, message }) => ({ fingerprint, rule, path, message }))
      .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.fingerprint < b.fingerprint ? -1 : 1)),
  });
