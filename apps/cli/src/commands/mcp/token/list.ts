import { listTokens } from "@idse/mcp-server";
import { answer } from "@idse/orchestrator/Answer";
import type { ResultOf } from "@idse/orchestrator/results/Results";
import type { Command } from "commander";
import * as Effect from "effect/Effect";
import type { Cli } from "../../../cli.ts";
import { columns } from "../../../render/table.ts";
import { addPlaceOptions, type PlaceOptions, placeOf } from "../place.ts";
import { unreadable } from "./failures.ts";

const render = ({ file, tokens }: ResultOf<"mcp-token-list">): string =>
  tokens.length === 0
    ? `There is no token in ${file}.\n`
    : columns(
        tokens.map(({ name, tenant, createdAt }) => [name, tenant, createdAt.slice(0, 10)]),
        "",
      );

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("list")
    .description("the names of the tokens, their tenants, and since when they are")
    .action((options: PlaceOptions) => {
      const place = placeOf(cli, command, options);
      const work = listTokens(place.tokens).pipe(
        Effect.catchTag("TokensUnreadable", (failure) => Effect.fail(unreadable(place)(failure))),
        Effect.map((entries) =>
          answer("mcp-token-list", {
            file: place.shown,
            tokens: entries.map(({ name, tenant, createdAt }) => ({ name, tenant, createdAt })),
          }),
        ),
      );
      return cli.runOnMachine(work, { render });
    });
  addPlaceOptions(command);
};
