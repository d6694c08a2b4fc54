/** Words as a person may paste them into a shell. */

/** In single quotes, as every POSIX shell, zsh and fish read it. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** As it stands where no shell reads anything into it. */
export const shellWord = (text: string): string => (/^[\w.:@%+=/-]+$/.test(text) ? text : quoted(text));
