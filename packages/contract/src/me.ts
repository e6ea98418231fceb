import { LIMITS } from "@fluentfusion/core";
import { z } from "zod";
import { LanguageField, storableText, TimeZone, Username, UserTypeField } from "./fields.ts";

export const UpdateMeInput = z.strictObject({
  username: Username.optional(),
  userType: UserTypeField.optional(),
  targetLanguage: LanguageField.optional(),
  nativeLanguage: LanguageField.optional(),
  timeZone: TimeZone.optional(),
  profileImage: storableText(1, LIMITS.profileImageMaxChars).nullable().optional(),
});
export type UpdateMeInput = z.infer<typeof UpdateMeInput>;
