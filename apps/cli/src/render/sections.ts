/** Sections of a document by name; what stands before the first has none. */
export const sectionName = (section: string): string => (section === "" ? "its opening" : `"${section}"`);

export const sectionNames = (sections: ReadonlyArray<string>): string => sections.map(sectionName).join(", ");
