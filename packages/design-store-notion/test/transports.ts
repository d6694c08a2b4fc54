/** Transports on which things go wrong on the client's side. */

/** Carries so many writes, and nothing after them. */
export const dying = (writes: number, fetch = globalThis.fetch): typeof globalThis.fetch => {
  let left = writes;
  return async (input, init) => {
    const isRead = init?.method === "GET" || String(input).endsWith("/query");
    if (left <= 0 && !isRead) left = Number.NEGATIVE_INFINITY;
    if (left === Number.NEGATIVE_INFINITY) throw new TypeError("fetch failed");
    if (!isRead) left -= 1;
    return fetch(input, init);
  };
};
