/** The check of an Artifact Core before it is used. Where something is wrong, it says what mends it. */
import {
  type DesignStoreService,
  roundTrip,
  StoreCheckFailed,
  type StoreCheckSteps,
  type StoreFailure,
} from "@idse/design-store";
import * as Effect from "effect/Effect";
import { type Connection, connect } from "./Connection.ts";
import { listHeads } from "./Listing.ts";
import type { Options } from "./Options.ts";
import { toolNames } from "./Protocol.ts";

const hintOf = (options: Options, failure: StoreFailure): string | undefined => {
  switch (failure._tag) {
    case "Unauthorized":
      return "Ask whoever runs this Artifact Core for a token, or make one there: idse mcp token add NAME --tenant TENANT";
    case "Unavailable":
      return "command" in options
        ? `Run the command by hand and look what it says: ${options.command.join(" ")}`
        : `Look whether a server runs at ${options.url}, for example one started by: idse mcp serve`;
    case "Rejected":
      return "command" in options
        ? undefined
        : `Open the configuration and correct the address ${options.url}.`;
    default:
      return undefined;
  }
};

const told =
  (options: Options) =>
  (failure: StoreFailure): StoreCheckFailed | StoreFailure => {
    const hint = hintOf(options, failure);
    return hint === undefined ? failure : new StoreCheckFailed({ message: failure.message, hint });
  };

const needed = Object.values(toolNames);

const toolsThere = ({ toolNames: names }: Connection) =>
  Effect.flatMap(names, (there): Effect.Effect<string, StoreCheckFailed> => {
    const missing = needed.filter((name) => !there.includes(name));
    return missing.length === 0
      ? Effect.succeed(`The tools ${needed.join(", ")} are there.`)
      : Effect.fail(
          new StoreCheckFailed({
            message: `The server has no tool ${missing.join(", ")}.`,
            hint: "Serve all three tools of docs/artifact-core.md, or upgrade the server.",
          }),
        );
  });

export const checkSteps = (
  options: Options,
  project: string,
  storeOver: (connection: Connection) => DesignStoreService,
): StoreCheckSteps => {
  const mayRead = (connection: Connection) =>
    Effect.as(listHeads(connection, { project }), "The token may read this project.");
  const step = <E>(work: (connection: Connection) => Effect.Effect<string, E>) =>
    connect(options).pipe(Effect.mapError(told(options)), Effect.flatMap(work), Effect.scoped);
  return {
    credentials: step(() => Effect.succeed("Artifact Core answers and accepts the token.")),
    schema: step((connection) => toolsThere(connection)),
    permissions: step((connection) => Effect.mapError(mayRead(connection), told(options))),
    "round-trip": step((connection) => roundTrip(storeOver(connection), project)),
  };
};
