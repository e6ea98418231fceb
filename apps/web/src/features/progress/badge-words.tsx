import type { Badge } from "@fluentfusion/contract";
import { frBadges } from "../../messages/fr-badges.ts";
import { useMessages } from "../../messages/use-messages.tsx";

/** Name and description; the server's English where the page has no other words for the badge. */
export function BadgeWords({ badge }: { badge: Pick<Badge, "id" | "name" | "description"> }) {
  const { language } = useMessages();
  const own = language === "french" ? frBadges[badge.id] : undefined;
  const [name, description] = own ?? [badge.name, badge.description];
  const lang = own === undefined && language !== "english" ? "en" : undefined;
  return (
    <div lang={lang}>
      <strong>{name}</strong>
      <p className="small soft">{description}</p>
    </div>
  );
}
