export {
  answerPlacement,
  contestPlacement,
  nextPlacementItem,
  placementResult,
  startPlacement,
  withPlacement,
  type PlacementAnswer,
  type PlacementResult,
  type PlacementState,
} from "./placement.ts";
