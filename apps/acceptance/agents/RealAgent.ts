/** What the lane has to know of an agent: its packages, how it is started and trusted, and how its model uses tools. */
import type { Agent } from "@idse/agent-files";
import type { ModelApi, ToolCall } from "./apis/Api.ts";

/** Where one run happens. All of it lies in a temporary folder, and `url` on the loopback address. */
export interface Place {
  readonly home: string;
  readonly repo: string;
  readonly url: string;
}

/** A model's wish, before it is put into an agent's own tools. Paths are from the root of the repository. */
export type Wish =
  | { readonly kind: "read"; readonly path: string }
  | { readonly kind: "create"; readonly path: string; readonly text: string }
  | { readonly kind: "edit"; readonly path: string; readonly from: string; readonly to: string }
  | { readonly kind: "shell"; readonly command: string }
  | { readonly kind: "served"; readonly tool: string; readonly input: Readonly<Record<string, unknown>> };

export interface RealAgent {
  readonly agent: Agent;
  /** As the table names it. */
  readonly name: string;
  readonly package: string;
  readonly version: string;
  /** From the folder into which its package was installed. */
  readonly binary: string;
  readonly api: ModelApi;
  /** The person's own settings, whatever the repository. */
  readonly configure: (place: Place) => void;
  /** What a person does once in that agent so that what the repository brings counts. */
  readonly trust: (place: Place, binary: string) => void | Promise<void>;
  readonly environment: (place: Place) => Readonly<Record<string, string>>;
  readonly args: (prompt: string, place: Place) => ReadonlyArray<string>;
  /** What its model is told of a tool of our server; it may be in a list, or in a text. */
  readonly served: (tool: string) => string;
  /** How its model asks for the tools of servers, where it is not told of them at once. */
  readonly search?: ToolCall;
  readonly call: (wish: Wish, repo: string) => ToolCall;
}
