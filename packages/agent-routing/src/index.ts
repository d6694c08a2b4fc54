export {
  type EffectiveMode,
  effectiveMode,
  type Route,
  route,
  routes,
  type StageRoute,
  unroutedStages,
} from "./AgentRouting.ts";
