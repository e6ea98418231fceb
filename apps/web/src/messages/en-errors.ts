import type { ErrorCode } from "@fluentfusion/contract";

const codes: Record<`error.${ErrorCode | "NETWORK" | "DEVICE_FULL" | "OTHER"}`, string> = {
  "error.INPUT_INVALID": "Something in this form is not right yet.",
  "error.UNAUTHENTICATED": "Please sign in again.",
  "error.FORBIDDEN": "Your account may not do this.",
  "error.NOT_FOUND": "This was not found.",
  "error.CREDENTIALS_WRONG": "Email or password is wrong.",
  "error.TOTP_REQUIRED": "Enter the code that your authenticator app shows.",
  "error.TOTP_WRONG": "This code is not right, or was used before. Wait for the next one.",
  "error.SECOND_FACTOR_REQUIRED":
    "Staff need a second factor. Set one up under your account, or enter its code.",
  "error.EMAIL_TAKEN": "There is already an account with this email.",
  "error.USERNAME_TAKEN": "This name is taken. Try another.",
  "error.REFRESH_INVALID": "Please sign in again.",
  "error.LINK_INVALID": "This link is no longer good. Ask for a new one.",
  "error.ORIGIN_REFUSED": "This address of the app is not allowed to use the server.",
  "error.LESSON_NOT_FOUND": "This lesson does not exist, or is not published any more.",
  "error.EXERCISE_NOT_FOUND": "This exercise was changed meanwhile. Start the lesson again.",
  "error.SITTING_NOT_FOUND": "This sitting was not found. Start the lesson again.",
  "error.SITTING_FINISHED": "This sitting is already finished.",
  "error.ATTEMPT_CONFLICT": "This answer was already sent with other words. Please answer again.",
  "error.RESPONSE_MISMATCH": "This answer does not fit the exercise. Please answer again.",
  "error.ATTEMPT_NOT_FOUND":
    "This answer is not known here. If it was given offline, wait until it has been sent.",
  "error.UNDO_TOO_LATE": "An answer can be undone for a day; this one is older.",
  "error.FREEZE_UNAVAILABLE": "There is no freeze left, or no missed day that it could bridge.",
  "error.DISPUTE_UNFIT": "Only an answer in your own words that was marked wrong can be disputed.",
  "error.FORM_COLLIDES": "This is already the answer to something else in the course.",
  "error.EXPERIMENT_CONFLICT": "Another experiment is running, or there was one of this name.",
  "error.CONSENT_OUTDATED": "What you agree to has changed. Please read it again.",
  "error.LIMIT_REACHED": "There are as many of these as there can be. Remove one first.",
  "error.DRAFT_CONFLICT": "This draft was changed on another page meanwhile. Load it again.",
  "error.CLIENT_TOO_OLD": "There is a newer version of the app. Load the page again to go on.",
  "error.TOO_LARGE": "That is too long to send.",
  "error.RATE_LIMITED": "That was too fast for the server. Wait a moment, then try again.",
  "error.OVERLOADED": "The server is very busy. Try again in a moment.",
  "error.UNAVAILABLE": "The server cannot answer just now. Try again in a moment.",
  "error.INTERNAL": "The server made a mistake. It has been noted.",
  "error.NETWORK": "The server cannot be reached. Check your connection.",
  "error.DEVICE_FULL":
    "This device has no room for more answers. Connect to the internet: they are sent, and you can go on.",
  "error.OTHER": "Something unexpected happened.",
};

export const enErrors = {
  ...codes,
  "state.error": "This did not work",
  "state.retry": "Try again",
  "state.reference": (p: { id: string }) => `Reference: ${p.id}`,
  "state.reload": "Load again",
  "state.offline": "You are offline. Answers are kept on this device and sent when the connection is back.",
};
