/** The examples of a README: its `ts` blocks between `## Use` and the next heading of that level. */
export const examplesOf = (readme: string): ReadonlyArray<string> => {
  const [, section] = /^## Use[ \t]*\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(readme) ?? [];
  return Array.from((section ?? "").matchAll(/^```ts[ \t]*\n([\s\S]*?)^```/gm), ([, block = ""]) => block);
};
