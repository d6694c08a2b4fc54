/**
 * What a stand-in for a model's API has to know of that API: where it is asked, what a request tells, and how an
 * answer is streamed. Only what our five agents use of it; nothing here thinks.
 */

/** One use of a tool, as the model would say it. */
export interface ToolCall {
  readonly name: string;
  /** The group that the tool was offered in, where an API has such. */
  readonly namespace?: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export type Reply =
  | { readonly kind: "call"; readonly id: string; readonly call: ToolCall }
  | { readonly kind: "text"; readonly text: string };

/** A request for the model's next turn. */
export interface Asked {
  /** Names of the tools that the model is offered; none in requests for a title and the like. */
  readonly tools: ReadonlyArray<string>;
  /** What tools answered so far in this conversation, in order. */
  readonly results: ReadonlyArray<string>;
}

export interface ModelApi {
  readonly asks: (path: string) => boolean;
  readonly read: (body: unknown) => Asked;
  /** A whole stream of server-sent events. */
  readonly stream: (reply: Reply) => string;
}

/** Events with a name of their own in the type of their data. */
export const typedEvents = (
  events: ReadonlyArray<{ readonly type: string; readonly [field: string]: unknown }>,
): string => events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");

export const plainEvents = (events: ReadonlyArray<object>): string =>
  events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");

/** What a tool answered, as text, in whatever way it is wrapped. */
export const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
