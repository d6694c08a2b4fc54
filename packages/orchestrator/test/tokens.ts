/** How many tokens a text is to a model, by OpenAI's o200k. Text that looks like one of its marks is text. */
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";

export const tokens = (text: string): number =>
  countTokens(text, { allowedSpecial: new Set(), disallowedSpecial: new Set() });
