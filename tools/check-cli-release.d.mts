export declare const releaseProblems: (
  changesets: ReadonlyArray<{ readonly file: string; readonly text: string }>,
) => ReadonlyArray<string>;
