export {
  type Involved,
  type Mention,
  type Overlap,
  overlapsOf,
  type SessionWork,
} from "./Overlap.ts";
export {
  type ListedMetadata,
  type SessionFilter,
  SessionGraph,
  type SessionNode,
  type SessionStatistics,
} from "./SessionGraph.ts";
