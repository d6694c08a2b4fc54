/**
 * Secrets fetched when a request needs them: from the environment, or from a program that the configuration
 * names. Nothing here keeps one longer than a command runs, a lasting one for some minutes, or says it.
 */
import { type Credential, Unauthorized } from "@idse/design-store";
import type { SecretSource, StoreKind } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import * as Redacted from "effect/Redacted";

export interface Secrets {
  readonly store: StoreKind;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder in which a program is run, and from which its path is taken. */
  readonly root: string;
  /** The command goes on for as long as somebody wants it to, and what a program printed lapses meanwhile. */
  readonly lasting?: boolean;
}

/** How long a program may take to answer, as one that asks for a fingerprint does. */
const programMs = 60_000;

/** How long a lasting command uses what a program printed. Tokens that lapse do so within an hour, and not within this. */
const freshMs = 5 * 60_000;

const unauthorized = (store: string, message: string): Unauthorized =>
  new Unauthorized({ store, operation: "credentials", message });

/** `what` names the secret in a message, as in "a token". */
export const credentialOf = (source: SecretSource, what: string, secrets: Secrets): Credential =>
  "env" in source ? fromEnvironment(source.env, what, secrets) : fromProgram(source.command, what, secrets);

const fromEnvironment = (name: string, what: string, { environment, store }: Secrets): Credential =>
  Effect.suspend(() => {
    const value = environment[name]?.trim() ?? "";
    return value === ""
      ? Effect.fail(unauthorized(store, `There is no ${what}: the environment variable ${name} is not set.`))
      : Effect.succeed(Redacted.make(value));
  });

/** Asked once for each command that is typed, since a program may ask a person; by a lasting one now and then. */
const fromProgram = (
  command: ReadonlyArray<string>,
  what: string,
  { store, root, environment, lasting = false }: Secrets,
): Credential => {
  let asked: Promise<Redacted.Redacted> | undefined;
  let freshUntil = Number.POSITIVE_INFINITY;
  const [program = "", ...args] = command;
  const ask = (): Promise<Redacted.Redacted> => {
    // Asked for where it is needed: the bundle gives no other module of this name.
    const { execFile } = process.getBuiltinModule("node:child_process");
    return new Promise((resolve, reject) => {
      const options = { cwd: root, env: { ...environment }, timeout: programMs, windowsHide: true };
      execFile(program, args, options, (error, stdout) => {
        const value = stdout.trim();
        if (error === null && value !== "") return resolve(Redacted.make(value));
        const why = error === null ? "printed nothing" : error.code === "ENOENT" ? "was not found" : "failed";
        // What it printed may hold the secret, so neither that nor the error goes on.
        reject(unauthorized(store, `There is no ${what}: the program ${program} ${why}.`));
      });
    });
  };
  return Effect.tryPromise({
    try: () => {
      const now = performance.now();
      if (asked !== undefined && now < freshUntil) return asked;
      asked = ask();
      if (lasting) {
        freshUntil = now + freshMs;
        // What failed is tried again with the next request.
        asked.catch(() => {
          freshUntil = 0;
        });
      }
      return asked;
    },
    catch: (error) =>
      error instanceof Unauthorized
        ? error
        : unauthorized(store, `There is no ${what}: ${program} could not be run.`),
  });
};
