export interface Lock {
  readonly packages: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export declare const completeLock: (lock: Lock) => {
  readonly lock: Lock;
  readonly added: ReadonlyArray<string>;
};
