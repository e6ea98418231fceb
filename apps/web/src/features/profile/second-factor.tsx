import type { EnrolledTotp } from "@fluentfusion/contract";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { queryClient, trpc } from "../../api.ts";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ConfirmTotp } from "./confirm-totp.tsx";
import { EnrolTotp } from "./enrol-totp.tsx";
import { TotpIsOn } from "./totp-is-on.tsx";

type Step =
  | { readonly at: "start" }
  | { readonly at: "confirm"; readonly enrolled: EnrolledTotp }
  | { readonly at: "codes"; readonly codes: readonly string[] };

/** Sets up the second step at sign-in, and shows how it stands. */
export function SecondFactor() {
  const [step, setStep] = useState<Step>({ at: "start" });
  const status = useQuery(trpc.auth.totp.queryOptions());
  const showCodes = (codes: readonly string[]) => {
    setStep({ at: "codes", codes });
    void queryClient.invalidateQueries(trpc.auth.totp.queryFilter());
  };
  if (step.at === "codes")
    return <RecoveryCodes codes={step.codes} onKept={() => setStep({ at: "start" })} />;
  if (step.at === "confirm") return <ConfirmTotp enrolled={step.enrolled} onCodes={showCodes} />;
  return (
    <QueryView query={status} loading={<Skeleton heights={[3]} />}>
      {({ isOn, recoveryCodesLeft }) =>
        isOn ? (
          <TotpIsOn recoveryCodesLeft={recoveryCodesLeft} onCodes={showCodes} />
        ) : (
          <EnrolTotp onEnrolled={(enrolled) => setStep({ at: "confirm", enrolled })} />
        )
      }
    </QueryView>
  );
}

function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  return (
    <div className="stack">
      <h3>
        <T of="profile.totp.codes" />
      </h3>
      <p>
        <T of="profile.totp.codes.body" />
      </p>
      <ul className="recovery-codes" translate="no">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div>
        <Button look="secondary" onClick={onKept}>
          <T of="profile.totp.codes.kept" />
        </Button>
      </div>
    </div>
  );
}
