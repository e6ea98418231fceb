import { Link } from "wouter";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { DeleteAccount } from "./delete-account.tsx";
import { ExportData } from "./export-data.tsx";
import { ProfileFrame } from "./profile-frame.tsx";

/** What is kept about a person: to take along, and to erase. */
export default function DataPage() {
  const { t } = useMessages();
  return (
    <ProfileFrame title={t("profile.data")}>
      <div className="columns">
        <section className="section card">
          <h2>
            <T of="profile.export" />
          </h2>
          <ExportData />
        </section>
        <section className="section card">
          <h2>
            <T of="profile.delete" />
          </h2>
          <DeleteAccount />
        </section>
      </div>
      <p>
        <Link href="/terms">
          <T of="terms.title" />
        </Link>
      </p>
    </ProfileFrame>
  );
}
