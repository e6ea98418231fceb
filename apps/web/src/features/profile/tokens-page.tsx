import { T, useMessages } from "../../messages/use-messages.tsx";
import { NewToken } from "./new-token.tsx";
import { ProfileFrame } from "./profile-frame.tsx";
import { TokenList } from "./token-list.tsx";
import "./profile.css";

/** Personal access tokens: what programs use in place of a password. */
export default function TokensPage() {
  const { t } = useMessages();
  return (
    <ProfileFrame title={t("profile.tokens")}>
      <p>
        <T of="profile.tokens.body" />
      </p>
      <div className="columns">
        <section className="section card">
          <h2>
            <T of="profile.tokens.new" />
          </h2>
          <NewToken />
        </section>
        <section className="section card">
          <h2>
            <T of="profile.tokens.mine" />
          </h2>
          <TokenList />
        </section>
      </div>
    </ProfileFrame>
  );
}
