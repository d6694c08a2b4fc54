/** How much memory reading a large project may take. */

/**
 * Texts and trees are many times larger than what is kept of them. On a large machine the engine would let
 * them pile up to a gigabyte and more before it looks; with this it looks sooner, at no cost in time that
 * could be measured. For the rest of this process.
 */
export const boundMemory = (): void =>
  process.getBuiltinModule("node:v8").setFlagsFromString("--heap-growing-percent=20");
