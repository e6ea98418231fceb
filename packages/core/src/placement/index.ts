export {
  answerPlacement,
  contestPlacement,
  nextPlacementItem,
  placementResult,
  startPlacement,
  type PlacementAnswer,
  type PlacementResult,
  type PlacementState,
} from "./placement.ts";
