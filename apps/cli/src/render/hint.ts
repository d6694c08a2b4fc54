/** Commands in hints as the reader can run them: `npx idse …` where idse was started by npx. */
const started = process.env.npm_command === "exec" ? "npx idse" : "idse";

export const asTyped = (text: string): string =>
  started === "idse" ? text : text.replace(/(?<![\w./@-])idse (?=[a-z])/g, `${started} `);
