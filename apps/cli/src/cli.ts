/**
 * What every command is given: a way to run a use case with its services and print its answer or
 * its failure, in text or JSON, with the exit code that scripts rely on.
 */
import type { Answer } from "@idse/orchestrator/Answer";
import { describeFailure } from "@idse/orchestrator/describeFailure";
import { errorResult, faultReport } from "@idse/orchestrator/ErrorResult";
import type { Failure } from "@idse/orchestrator/Failure";
import { exitCodes, type FailureReport } from "@idse/orchestrator/FailureReport";
import type { ResultKind } from "@idse/orchestrator/results/Results";
import type { Invocation, Workspace } from "@idse/orchestrator/Workspace";
import type { Command, CommanderError } from "commander";
import * as Cause from "effect/Cause";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import type { Scope } from "effect/Scope";
import { beside, layers, type MachineServices, machine, type Services } from "./layers.ts";
import { firstWord } from "./options.ts";
import { asTyped } from "./render/hint.ts";
import { plain } from "./render/plain.ts";
import { awaitSignal } from "./signals.ts";

export interface GlobalOptions {
  readonly dir?: string;
  readonly project?: string;
  readonly session?: string;
  readonly json?: boolean;
}

/** Any answer of a use case; the value's kind goes with its type. */
type AnyAnswer = Answer<ResultKind>;

export interface Presentation<A extends AnyAnswer> {
  /** The answer as text, ending in a newline, or empty for silence. Strings in it are safe for a terminal. */
  readonly render: (value: A["value"], answer: A) => string;
  /** The text is a document's own bytes; they are made safe only where a terminal would read them. */
  readonly exact?: boolean;
  /** Commands in the text stand as they are typed already. */
  readonly typed?: boolean;
  /** One JSON document, as with `--json`. */
  readonly json?: boolean;
  /** 0 where absent. */
  readonly exit?: (value: A["value"]) => number;
}

export interface Cli {
  readonly invocation: (command: Command) => Invocation;
  /** A path as typed, absolute with `/`, from where the command runs. */
  readonly resolve: (command: Command, path: string) => string;
  readonly run: <A extends AnyAnswer>(
    command: Command,
    useCase: Effect.Effect<A, Failure, Services>,
    presentation: Presentation<A>,
  ) => Promise<void>;
  /** As `run`, for what is about the store itself, which may refuse to be opened. */
  readonly runBesideStore: <A extends AnyAnswer>(
    command: Command,
    useCase: Effect.Effect<A, Failure, Workspace | MachineServices>,
    presentation: Presentation<A>,
  ) => Promise<void>;
  /** As `run`, for what works where there is no workspace yet. */
  readonly runOnMachine: <A extends AnyAnswer>(
    useCase: Effect.Effect<A, Failure, MachineServices>,
    presentation: Presentation<A>,
  ) => Promise<void>;
  /**
   * Runs what goes on until it ends by itself or is told to by a signal; only its failure is reported here. A second
   * signal ends the process at once.
   */
  readonly runLasting: (work: Effect.Effect<void, Failure, MachineServices | Scope>) => Promise<void>;
  /** A line for people while a command goes on, on standard error. */
  readonly note: (text: string) => void;
  /** With `--json`, the one document of a command that goes on after it. */
  readonly announce: (answer: AnyAnswer) => void;
  /** Streams and exit code as somebody else's program takes them. */
  readonly answer: (raw: { readonly stdout: string; readonly stderr: string; readonly exit: number }) => void;
  /** Runs something only to see whether it would work; a failure is reported, an answer is not. */
  readonly holds: (useCase: Effect.Effect<AnyAnswer, Failure, MachineServices>) => Promise<boolean>;
  readonly fail: (failure: Failure) => void;
  /** A person stopped it before anything was done. */
  readonly interrupted: () => void;
  readonly exitCode: () => number;
  readonly misuse: (error: CommanderError) => number;
  readonly fault: (error: unknown) => number;
}

const slashed = (path: string): string => path.replaceAll("\\", "/");

/** `--json` counts wherever it stands, also where the rest of the command cannot be understood. */
const wantsJson = (args: ReadonlyArray<string>): boolean => {
  const end = args.indexOf("--");
  return (end < 0 ? args : args.slice(0, end)).includes("--json");
};

export const makeCli = (args: ReadonlyArray<string>): Cli => {
  const json = wantsJson(args);
  let code: number = exitCodes.done;

  const note = (text: string): void => {
    process.stderr.write(`${asTyped(plain(text))}\n`);
  };

  const report = (failure: FailureReport): void => {
    code = failure.exit;
    if (json) {
      process.stdout.write(`${JSON.stringify(errorResult(failure, asTyped))}\n`);
      return;
    }
    note(`idse: ${failure.message}`);
    if (failure.hint !== null) note(`  ${failure.hint}`);
  };

  const fault = (error: unknown): number => {
    const message = error instanceof Error ? error.message : String(error);
    report(faultReport(message));
    if (process.env.IDSE_DEBUG !== undefined && error instanceof Error) note(error.stack ?? "");
    return code;
  };

  const invocation = (command: Command): Invocation => {
    const options = command.optsWithGlobals<GlobalOptions>();
    return {
      directory: absolute(slashed(process.cwd()), options.dir ?? "."),
      project: options.project ?? null,
      session: options.session ?? null,
      environment: process.env,
      account,
      build: IDSE_BUILD,
    };
  };

  const presentCause = (cause: Cause.Cause<Failure>): void => {
    const failure = Cause.findErrorOption(cause);
    if (failure._tag === "Some") report(describeFailure(failure.value));
    else fault(Cause.squash(cause));
  };

  const present = <A extends AnyAnswer>(exit: Exit.Exit<A, Failure>, presentation: Presentation<A>): void => {
    if (Exit.isSuccess(exit)) {
      const { value, notes } = exit.value;
      code = presentation.exit?.(value) ?? exitCodes.done;
      for (const text of notes) note(`note: ${text}`);
      if (json || presentation.json === true) process.stdout.write(`${JSON.stringify(value)}\n`);
      else if (presentation.exact === true && !process.stdout.isTTY)
        process.stdout.write(presentation.render(value, exit.value));
      else {
        const text = presentation.render(safely(value), safely(exit.value));
        process.stdout.write(presentation.typed === true ? text : asTyped(text));
      }
      return;
    }
    presentCause(exit.cause);
  };

  const lasting = async (work: Effect.Effect<void, Failure, Scope>): Promise<void> => {
    const { signal, forget } = awaitSignal();
    const told = Effect.promise(() => signal);
    const exit = await Effect.runPromiseExit(Effect.raceFirst(Effect.scoped(work), told));
    forget();
    if (Exit.isSuccess(exit)) code = exit.value === "SIGINT" ? exitCodes.interrupted : exitCodes.done;
    else presentCause(exit.cause);
  };

  return {
    invocation,
    resolve: (command, path) => absolute(invocation(command).directory, path),
    run: async (command, useCase, presentation) => {
      present(
        await Effect.runPromiseExit(Effect.provide(useCase, layers(invocation(command)))),
        presentation,
      );
    },
    runBesideStore: async (command, useCase, presentation) => {
      present(
        await Effect.runPromiseExit(Effect.provide(useCase, beside(invocation(command)))),
        presentation,
      );
    },
    runOnMachine: async (useCase, presentation) => {
      present(await Effect.runPromiseExit(Effect.provide(useCase, machine)), presentation);
    },
    holds: async (useCase) => {
      const exit = await Effect.runPromiseExit(Effect.provide(useCase, machine));
      if (Exit.isSuccess(exit)) return true;
      present(exit, { render: () => "" });
      return false;
    },
    runLasting: (work) => lasting(Effect.provide(work, machine)),
    note,
    announce: ({ value }) => {
      if (json) process.stdout.write(`${JSON.stringify(value)}\n`);
    },
    answer: ({ stdout, stderr, exit }) => {
      code = exit;
      process.stdout.write(stdout);
      process.stderr.write(stderr);
    },
    interrupted: () => {
      code = exitCodes.interrupted;
    },
    fail: (failure) => report(describeFailure(failure)),
    exitCode: () => code,
    misuse: (error) => {
      if (error.exitCode === 0) return exitCodes.done;
      const group = error.code === "commander.help" ? firstWord(args) : undefined;
      report({
        code: "misuse",
        exit: exitCodes.misuse,
        message:
          group === undefined
            ? error.message.replace(/^error: /, "")
            : `"idse ${group}" needs one more word.`,
        hint: helpFor(error, group ?? firstWord(args)),
        details: {},
      });
      return code;
    },
    fault,
  };
};

/** Help of the command that was meant, where its name is one. */
const helpFor = ({ code, message }: CommanderError, word: string | undefined): string =>
  word === undefined || (code === "commander.unknownCommand" && message.includes(`'${word}'`))
    ? "idse help"
    : `idse help ${word}`;

declare const IDSE_BUILD: string;

/** The account's name, for systems that do not say it in the environment. */
const account = (): string | undefined => {
  try {
    return process.getBuiltinModule("node:os").userInfo().username;
  } catch {
    return undefined;
  }
};

/** A path made whole against a folder, without `.` and `..`. */
const absolute = (folder: string, given: string): string => {
  const path = slashed(given);
  const whole = /^(?:\/|[A-Za-z]:\/)/.test(path) ? path : `${folder}/${path}`;
  const parts: Array<string> = [];
  for (const part of whole.split("/")) {
    if (part === "..") {
      if (parts.length > 1) parts.pop();
    } else if (part !== "." && (part !== "" || parts.length === 0)) parts.push(part);
  }
  return parts.length === 1 && parts[0] === "" ? "/" : parts.join("/");
};

/** Every string in a value without control characters, line ends aside. */
const safely = <A>(value: A): A => {
  if (typeof value === "string") return plain(value) as A;
  if (Array.isArray(value)) return value.map((one) => safely(one)) as A;
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, safely(one)])) as A;
  }
  return value;
};
