/** A transport that carries a request out and loses its answer, once it is told to. */

export interface Unanswered {
  readonly fetch: typeof globalThis.fetch;
  /** The answer of the next commit, and of those that repeat it, as often as told. */
  readonly loseNextAnswer: (times?: number) => void;
  /** How many commits reached the server. */
  readonly commits: () => number;
}

export const unanswered = (): Unanswered => {
  let [losing, commits] = [0, 0];
  return {
    fetch: async (input, init) => {
      const response = await globalThis.fetch(input, init);
      if (!String(input).endsWith("/idse_commit")) return response;
      commits += 1;
      if (losing === 0) return response;
      losing -= 1;
      await response.arrayBuffer();
      throw new TypeError("fetch failed", {
        cause: Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" }),
      });
    },
    loseNextAnswer: (times = 1) => {
      losing = times;
    },
    commits: () => commits,
  };
};
