/** What parses documents, loaded only where a cache has no answer. */
export { readingOf, sectionsOf } from "./Reading.ts";
export { fromSessions, readSessions } from "./Snapshot.ts";
