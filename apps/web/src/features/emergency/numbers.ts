/**
 * Whom to call, as the course's notes say and attest by two sources or more; the test holds them to it. They stand in the page
 * itself, so that they are there before anything has come from the server.
 */
export const EMERGENCY_NUMBERS = [
  { number: "112", note: "cul-034", sourceYear: 2016 },
  { number: "912", note: "cul-037", sourceYear: 2024 },
  { number: "111", note: "cul-035", sourceYear: 2016 },
] as const;
