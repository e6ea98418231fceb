import { likelyNativeLanguage } from "@fluentfusion/core";
import { LanguageField, ProfileImage, Username, UserTypeField } from "@fluentfusion/contract";
import { z } from "zod";
import type { Actor } from "../../shared/actor.ts";
import { getMe, updateMe } from "../../features/users/users.service.ts";
import { learnerRoute, type Route } from "../route.ts";
import { toUserOut, UserOut } from "./user-out.ts";

const UpdateBody = z
  .object({
    username: Username.optional(),
    user_type: UserTypeField.optional(),
    target_language: LanguageField.optional(),
    native_language: LanguageField.optional(),
    profile_image: ProfileImage.nullable().optional(),
  })
  .meta({ id: "UserUpdate" });

/**
 * The original knew no native language: who only asks to learn another language must get it, even if it is the one that
 * the server took for their own until now.
 */
function nativeLanguageAfter(actor: Actor, body: z.infer<typeof UpdateBody>) {
  if (body.native_language !== undefined || body.target_language !== actor.nativeLanguage)
    return body.native_language;
  return likelyNativeLanguage(body.user_type ?? actor.userType, body.target_language);
}

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
        nativeLanguage: nativeLanguageAfter(request.actor, body),
        profileImage: body.profile_image,
      };
      return toUserOut(await updateMe(request, change));
    },
  ),
];
