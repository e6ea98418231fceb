import { T, useMessages } from "../messages/use-messages.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Page } from "../ui/page.tsx";

export function MissingPage() {
  const { t } = useMessages();
  return (
    <Page title={t("missing.title")} narrow>
      <p className="soft">
        <T of="missing.body" />
      </p>
      <div>
        <ButtonLink href="/">
          <T of="missing.home" />
        </ButtonLink>
      </div>
    </Page>
  );
}
