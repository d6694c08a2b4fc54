/** The signals by which a process that goes on is told to end: first politely, then at once. */
const exitOf = { SIGINT: 130, SIGTERM: 143 } as const;
export type StopSignal = keyof typeof exitOf;

export interface Awaited {
  /** Settles with the first signal, and never otherwise. */
  readonly signal: Promise<StopSignal>;
  readonly forget: () => void;
}

/** From now on a signal does not end the process by itself; a second one does. */
export const awaitSignal = (): Awaited => {
  const listeners: Array<readonly [StopSignal, () => void]> = [];
  const forget = (): void => {
    for (const [name, listener] of listeners.splice(0)) process.off(name, listener);
  };
  const listen = (name: StopSignal, listener: () => void): void => {
    process.on(name, listener);
    listeners.push([name, listener]);
  };
  const names = Object.keys(exitOf) as ReadonlyArray<StopSignal>;
  const signal = new Promise<StopSignal>((resolve) => {
    for (const name of names)
      listen(name, () => {
        forget();
        for (const next of names) listen(next, () => process.exit(exitOf[next]));
        resolve(name);
      });
  });
  return { signal, forget };
};
