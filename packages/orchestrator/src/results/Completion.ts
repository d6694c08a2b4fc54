/** What `idse completion` answers with. */
import * as z from "zod";
import { result } from "./Common.ts";

export const CompletionResult = result("completion", {
  shell: z.enum(["bash", "zsh", "fish"]),
  /** To be sourced, or kept where the shell looks for such scripts. */
  script: z.string(),
});

export const completionResults = {
  completion: CompletionResult,
};
