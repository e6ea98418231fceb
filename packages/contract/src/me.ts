import { z } from "zod";
import { LanguageField, ProfileImage, storableText, TimeZone, Username, UserTypeField } from "./fields.ts";

export const UpdateMeInput = z.strictObject({
  username: Username.optional(),
  userType: UserTypeField.optional(),
  targetLanguage: LanguageField.optional(),
  nativeLanguage: LanguageField.optional(),
  timeZone: TimeZone.optional(),
  profileImage: ProfileImage.nullable().optional(),
});
export type UpdateMeInput = z.infer<typeof UpdateMeInput>;

/** Without a cursor: the first page. */
export const ExportInput = z.strictObject({ cursor: z.string().min(1).max(200).optional() });
export type ExportInput = z.infer<typeof ExportInput>;

/** Some rows of one table of what is kept about a person. Ask until `nextCursor` is `null`. */
export const ExportPage = z.object({
  table: z.string(),
  rows: z.array(z.record(z.string(), z.json())),
  nextCursor: z.string().nullable(),
});
export type ExportPage = z.infer<typeof ExportPage>;

/** The password, unless it is a guest who has none. */
export const DeleteMeInput = z.strictObject({ password: storableText(1, 1024).optional() });
export type DeleteMeInput = z.infer<typeof DeleteMeInput>;
