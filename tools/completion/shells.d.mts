export type Offers = (
  script: string,
  lines: ReadonlyArray<string>,
  cwd: string,
) => ReadonlyArray<ReadonlyArray<string>>;
export declare const shells: { readonly bash: Offers; readonly zsh: Offers; readonly fish: Offers };
export declare const isThere: (shell: string) => boolean;
