/** Words for those who write a rule or a waiver, published with the JSON Schema and in the documentation. */
import * as z from "zod";

/** Kept beside the schema; `describe` would make a second one of it. A schema that is used twice is made twice. */
export const said = <Schema extends z.ZodType>(description: string, schema: Schema): Schema => {
  z.globalRegistry.add(schema, { description });
  return schema;
};
