import { LIMITS } from "@fluentfusion/core";
import { LanguageField, storableText, Username, UserTypeField } from "@fluentfusion/contract";
import { z } from "zod";
import { getMe, updateMe } from "../../features/users/users.service.ts";
import { learnerRoute, type Route } from "../route.ts";
import { toUserOut, UserOut } from "./user-out.ts";

const UpdateBody = z.object({
  username: Username.optional(),
  user_type: UserTypeField.optional(),
  target_language: LanguageField.optional(),
  native_language: LanguageField.optional(),
  profile_image: storableText(1, LIMITS.profileImageMaxChars).nullable().optional(),
});

const me = { path: "/api/users/me", tag: "users", status: 200, output: UserOut } as const;

export const userRoutes: readonly Route[] = [
  learnerRoute({ ...me, method: "GET", summary: "The signed-in user" }, async (request) =>
    toUserOut(await getMe(request)),
  ),
  learnerRoute(
    { ...me, method: "PATCH", summary: "Change the signed-in user", body: UpdateBody, failures: [400] },
    async ({ body, ...request }) => {
      const change = {
        username: body.username,
        userType: body.user_type,
        targetLanguage: body.target_language,
        nativeLanguage: body.native_language,
        profileImage: body.profile_image,
      };
      return toUserOut(await updateMe(request, change));
    },
  ),
];
