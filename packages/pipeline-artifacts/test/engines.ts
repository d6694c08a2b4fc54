/** Both markdown engines, for tests that must hold whichever of them loads. */
import { micromarkEngine } from "../src/engines/micromark.ts";
import { satteriEngine } from "../src/engines/satteri.ts";

export const engines = [satteriEngine, micromarkEngine];
