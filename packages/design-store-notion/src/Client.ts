/**
 * Notion's own client, in a module that is loaded when a request is made. The client is CommonJS, of which a
 * bundler that splits would give a dynamic import no names.
 */
export { Client } from "@notionhq/client";
