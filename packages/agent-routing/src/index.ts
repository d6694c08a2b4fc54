export {
  type AgentShare,
  type EffectiveMode,
  effectiveMode,
  type Route,
  route,
  routes,
  type StageRoute,
  shareOf,
  unroutedStages,
} from "./AgentRouting.ts";
