/** The tokens that a connection has used, so that no text that came back is shown with one of them in it. */
import { withoutSecrets } from "@idse/design-store";
import * as Redacted from "effect/Redacted";

/** A renewed token replaces one that may still be on its way back in an error. */
const remembered = 4;

export class Secrets {
  #tokens: ReadonlyArray<Redacted.Redacted> = [];

  /** The token of the next request. */
  get current(): Redacted.Redacted | undefined {
    return this.#tokens[0];
  }

  use(token: Redacted.Redacted): void {
    const value = Redacted.value(token);
    if (this.current !== undefined && Redacted.value(this.current) === value) return;
    this.#tokens = [token, ...this.#tokens].slice(0, remembered);
  }

  clean(text: string): string {
    return withoutSecrets(text, this.#tokens);
  }
}
