export { type BlockNotes, type BlockSyntax, type QuotedPart, textMark } from "./BlockMarker.ts";
export type { FileProblem } from "./FileProblem.ts";
export { dominantLineEnd, withLineEnd } from "./LineEnds.ts";
export {
  type BlockProblem,
  bodyOf,
  forgetMadeWith,
  type Located,
  locateBlock,
  type ManagedBlock,
  type Placed,
  putBlock,
  takeBlock,
  takeMarkers,
} from "./ManagedBlock.ts";
export { markdownBlock } from "./MarkdownBlock.ts";
