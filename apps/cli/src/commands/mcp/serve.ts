import { answer } from "@idse/orchestrator/Answer";
import { Misuse } from "@idse/orchestrator/Failure";
import { nameProblem } from "@idse/pipeline-artifacts";
import type { Command } from "commander";
import * as Effect from "effect/Effect";
import type { Cli } from "../../cli.ts";
import { type HomeOptions, homesOf } from "../../mcp/homes.ts";
import type { TeamOptions } from "../../mcp/http.ts";
import { collect } from "../../options.ts";
import { addStoreOptions } from "../init-store.ts";
import { addPlaceOptions, type PlaceOptions, placeOf } from "./place.ts";

interface Options extends HomeOptions, PlaceOptions {
  readonly http: string;
  readonly open?: string;
  readonly allowHost?: ReadonlyArray<string>;
}

/** `127.0.0.1:4310` or `[::1]:4310`. */
const parseAddress = (text: string): Pick<TeamOptions, "host" | "port"> | undefined => {
  const [, six, four, digits] = /^(?:\[([\da-f:.]+)\]|([\w.-]+)):(\d{1,5})$/i.exec(text) ?? [];
  const host = six ?? four;
  const port = Number(digits);
  return host === undefined || port > 65_535 ? undefined : { host, port };
};

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("serve")
    .description("be an Artifact Core for a team: its documents over HTTP, a token for each tenant")
    .requiredOption("--http <host:port>", "where to listen, as 127.0.0.1:4310; port 0 takes a free one")
    .option(
      "--allow-host <name>",
      "a name by which clients reach this server; may be given several times",
      collect,
    )
    .option("--open <tenant>", "no tokens: whoever is on this machine is this tenant")
    .action((options: Options) => {
      const address = parseAddress(options.http);
      if (address === undefined) {
        return cli.fail(
          new Misuse({
            problem: `"${options.http}" is no address to listen at.`,
            hint: "idse mcp serve --http 127.0.0.1:4310",
          }),
        );
      }
      const problem = options.open === undefined ? undefined : nameProblem(options.open);
      if (problem !== undefined) return cli.fail(new Misuse({ problem, hint: "idse help mcp serve" }));
      const homes = homesOf(options, options.open);
      if (homes instanceof Misuse) return cli.fail(homes);
      const { directory, tokens, words } = placeOf(cli, command, options);
      const serving = Effect.gen(function* () {
        const { serveTeam } = yield* Effect.promise(() => import("../../mcp/http.ts"));
        const { url, port } = yield* serveTeam({
          ...address,
          admits: options.open === undefined ? { tokens } : { open: options.open },
          homes,
          directory,
          environment: cli.invocation(command).environment,
          allowedHosts: options.allowHost ?? [],
          tokenHint: `idse mcp token add NAME --tenant TENANT${words}`,
          onProblem: cli.note,
        });
        cli.note(
          options.open === undefined
            ? `Serving the documents of each tenant at ${url}`
            : `Serving the documents of ${options.open}, without tokens, at ${url}`,
        );
        cli.announce(answer("mcp-server", { url, port }));
        return yield* Effect.never;
      });
      return cli.runLasting(serving);
    });
  addStoreOptions(command);
  addPlaceOptions(command)
    .option("--store-token-env <name>", "a variable for each tenant's token, as IDSE_SUPABASE_TOKEN_{TENANT}")
    .option(
      "--store-token-command <words>",
      'a program that prints a tenant\'s token, as "print-token {tenant}"',
    );
};
