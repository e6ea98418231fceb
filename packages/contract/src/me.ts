import { z } from "zod";
import { LanguageField, ProfileImage, TimeZone, Username, UserTypeField } from "./fields.ts";

export const UpdateMeInput = z.strictObject({
  username: Username.optional(),
  userType: UserTypeField.optional(),
  targetLanguage: LanguageField.optional(),
  nativeLanguage: LanguageField.optional(),
  timeZone: TimeZone.optional(),
  profileImage: ProfileImage.nullable().optional(),
});
export type UpdateMeInput = z.infer<typeof UpdateMeInput>;
