export { type ComingDay, type DoneToday, planReviews } from "./plan-reviews.ts";
export { type ReviewDay, type ReviewLimits, reviewsLeft } from "./reviews-left.ts";
