/** What can be wrong with a tokens file, as every command tells it. */
import type { TokenNameTaken, TokenNameUnknown, TokensUnreadable } from "@idse/mcp-server";
import { AlreadyThere, NotFound, ServerRefused } from "@idse/orchestrator/Failure";
import type { Place } from "../place.ts";

export const unreadable =
  ({ shown }: Place) =>
  ({ message }: TokensUnreadable): ServerRefused =>
    new ServerRefused({
      code: "tokens-unreadable",
      problem: `${shown}: ${message}`,
      hint: `Mend ${shown} and run the command again; it was left as it is.`,
    });

export const taken =
  ({ words }: Place) =>
  ({ name, tenant }: TokenNameTaken): AlreadyThere =>
    new AlreadyThere({
      what: "token",
      name,
      problem: `A token called "${name}" is already there, for the tenant ${tenant}; nothing was changed.`,
      hint: `idse mcp token remove ${JSON.stringify(name)}${words}`,
    });

export const unknown =
  ({ words }: Place) =>
  ({ name }: TokenNameUnknown): NotFound =>
    new NotFound({ what: "token", name, hint: `idse mcp token list${words}` });
