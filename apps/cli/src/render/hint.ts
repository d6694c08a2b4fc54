/** Commands in hints as the reader can run them: `npx idse …` where idse was started by npx. */
const started = process.env.npm_command === "exec" ? "npx idse" : "idse";

/** The words by which idse was started, for files that start it again. */
export const startWords: ReadonlyArray<string> = started.split(" ");

export const asTyped = (text: string): string =>
  started === "idse" ? text : text.replace(/(?<![\w./@-])idse (?=[a-z])/g, `${started} `);
