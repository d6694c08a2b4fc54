import { removeToken } from "@idse/mcp-server";
import { answer } from "@idse/orchestrator/Answer";
import type { ResultOf } from "@idse/orchestrator/results/Results";
import type { Command } from "commander";
import * as Effect from "effect/Effect";
import type { Cli } from "../../../cli.ts";
import { addPlaceOptions, type PlaceOptions, placeOf } from "../place.ts";
import { unknown, unreadable } from "./failures.ts";

const render = ({ removed: { name, tenant } }: ResultOf<"mcp-token-removal">): string =>
  `The token "${name}" opens the documents of ${tenant} no more, also where the server runs on.\n`;

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("remove")
    .description("take a token away; it counts with the next request")
    .argument("<name>", "the token's name")
    .action((wanted: string, options: PlaceOptions) => {
      const place = placeOf(cli, command, options);
      const work = removeToken(place.tokens, wanted).pipe(
        Effect.catchTags({
          TokenNameUnknown: (failure) => Effect.fail(unknown(place)(failure)),
          TokensUnreadable: (failure) => Effect.fail(unreadable(place)(failure)),
        }),
        Effect.map(({ name, tenant, createdAt }) =>
          answer("mcp-token-removal", { file: place.shown, removed: { name, tenant, createdAt } }),
        ),
      );
      return cli.runOnMachine(work, { render });
    });
  addPlaceOptions(command);
};
