import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { trpc } from "../../api.ts";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { PasswordField } from "../auth/password-field.tsx";
import { useSession, useUser } from "../auth/session.tsx";
import { eraseDevice } from "../device/device-store.ts";

/** Asks once more, and for the password, before all is gone. */
export function DeleteAccount() {
  const { isGuest } = useUser();
  const { leave } = useSession();
  const [isOpen, setOpen] = useState(false);
  const [password, setPassword] = useState("");
  const erase = useMutation(
    trpc.me.delete.mutationOptions({
      onSuccess: () => {
        eraseDevice();
        leave();
      },
    }),
  );
  const close = () => {
    erase.reset();
    setPassword("");
    setOpen(false);
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!erase.isPending && (isGuest || password !== "")) erase.mutate(isGuest ? {} : { password });
  };
  return (
    <>
      <p>
        <T of="profile.delete.body" />
      </p>
      <div>
        <Button look="danger" icon="trash" onClick={() => setOpen(true)}>
          <T of="profile.delete.open" />
        </Button>
      </div>
      <Dialog alert open={isOpen} onClose={close} title={<T of="profile.delete.ask" />}>
        <form className="stack" onSubmit={submit}>
          <p>
            <T of="profile.delete.body" />
          </p>
          {!isGuest && (
            <PasswordField
              label={<T of="profile.delete.password" />}
              value={password}
              onChange={setPassword}
            />
          )}
          {erase.isError && <ErrorNotice error={erase.error} />}
          <div className="row">
            <Button type="submit" look="danger" busy={erase.isPending}>
              <T of="profile.delete.confirm" />
            </Button>
            <Button look="quiet" onClick={close}>
              <T of="app.cancel" />
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
