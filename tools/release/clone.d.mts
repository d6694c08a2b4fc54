export interface Published {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly files?: ReadonlyArray<string>;
  readonly publishConfig?: { readonly access?: string };
  readonly repository?: { readonly directory?: string };
  readonly engines?: { readonly node?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
}
/** Every workspace below a root that is published. */
export declare const publishedOf: (top: string) => ReadonlyArray<Published>;
