/** Plans that look like an accident: they stop and ask before anything is written. */
export interface SyncGuard {
  readonly name: "many-removals" | "everything-changed" | "empty-upstream";
  /** What is suspicious, with figures, and what carries it out. */
  readonly message: string;
}

export interface GuardedFigures {
  /** Documents that were there on both sides when they last agreed. */
  readonly known: number;
  readonly removals: number;
  /** Known documents whose text would be replaced on either side. */
  readonly replaced: number;
  /** Known documents of the whole project, and those that the remote still lists. */
  readonly upstream: { readonly known: number; readonly listed: number };
}

/** So many are an ordinary day's work. */
const few = 10;
const share = 0.25;

export const guardsOf = ({
  known,
  removals,
  replaced,
  upstream,
}: GuardedFigures): ReadonlyArray<SyncGuard> => {
  const guards: Array<SyncGuard> = [];
  if (upstream.known > 0 && upstream.listed === 0)
    guards.push({
      name: "empty-upstream",
      message: `The remote lists nothing, but ${upstream.known} documents are known to have been there. Is it the right one? With force the sync goes on; nothing is removed here.`,
    });
  if (removals > few && removals > share * known)
    guards.push({
      name: "many-removals",
      message: `${removals} of ${known} documents would be removed. With force they are, through the trash.`,
    });
  if (known > few && replaced === known)
    guards.push({
      name: "everything-changed",
      message: `All ${known} documents would get another text at once. With force they do; what they replace is kept.`,
    });
  return guards;
};
