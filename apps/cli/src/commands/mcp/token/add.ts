import { addToken } from "@idse/mcp-server";
import { answer } from "@idse/orchestrator/Answer";
import { Misuse } from "@idse/orchestrator/Failure";
import type { ResultOf } from "@idse/orchestrator/results/Results";
import { displayNameProblem, nameProblem } from "@idse/pipeline-artifacts";
import type { Command } from "commander";
import * as Effect from "effect/Effect";
import * as Redacted from "effect/Redacted";
import type { Cli } from "../../../cli.ts";
import { addPlaceOptions, type PlaceOptions, placeOf } from "../place.ts";
import { taken, unreadable } from "./failures.ts";

interface Options extends PlaceOptions {
  readonly tenant: string;
}

const render = ({ name, tenant, token, file }: ResultOf<"mcp-token">): string =>
  [
    `${token}`,
    "",
    `The token "${name}" opens the documents of ${tenant}. It is shown this once; ${file} holds only a hash.`,
    "A repository finds it in IDSE_ARTIFACT_CORE_TOKEN.",
    "",
  ].join("\n");

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("add")
    .description("make a token for a tenant and show it this once")
    .argument("<name>", "for people: where it will be used, as ada-laptop")
    .requiredOption("--tenant <tenant>", "whose documents it opens")
    .action((name: string, options: Options) => {
      const problem = displayNameProblem(name) ?? nameProblem(options.tenant);
      if (problem !== undefined) return cli.fail(new Misuse({ problem, hint: "idse help mcp token add" }));
      const place = placeOf(cli, command, options);
      const work = addToken(place.tokens, { tenant: options.tenant, name, now: new Date() }).pipe(
        Effect.catchTags({
          TokenNameTaken: (failure) => Effect.fail(taken(place)(failure)),
          TokensUnreadable: (failure) => Effect.fail(unreadable(place)(failure)),
        }),
        Effect.map(({ token, entry: { tenant, createdAt } }) =>
          answer("mcp-token", { name, tenant, createdAt, token: Redacted.value(token), file: place.shown }),
        ),
      );
      return cli.runOnMachine(work, { render });
    });
  addPlaceOptions(command);
};
