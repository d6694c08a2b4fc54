export {
  type SessionFilter,
  SessionGraph,
  type SessionNode,
  type SessionStatistics,
} from "./SessionGraph.ts";
