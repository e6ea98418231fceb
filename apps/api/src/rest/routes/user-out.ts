import { LanguageField, type User, UserTypeField } from "@fluentfusion/contract";
import { z } from "zod";
import { IdOut, InstantOut } from "../route-fields.ts";

/** An account as its owner sees it. */
export const UserOut = z
  .object({
    user_id: IdOut,
    username: z.string(),
    email: z.string(),
    user_type: UserTypeField,
    target_language: LanguageField,
    native_language: LanguageField,
    profile_image: z.string().nullable(),
    joined_date: InstantOut,
    last_login: InstantOut.nullable(),
  })
  .meta({ id: "User" });

export function toUserOut(user: User): z.infer<typeof UserOut> {
  return {
    user_id: user.id,
    username: user.username,
    email: user.email,
    user_type: user.userType,
    target_language: user.targetLanguage,
    native_language: user.nativeLanguage,
    profile_image: user.profileImage,
    joined_date: user.joinedAt,
    last_login: user.lastLoginAt,
  };
}
