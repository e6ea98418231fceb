import { T } from "../../messages/use-messages.tsx";

/** What somebody agrees to by making an account. In a window of its own: what is typed in the form stays. */
export function TermsNote() {
  return (
    <p className="small soft">
      <T of="terms.agree" />{" "}
      <a href="/terms" target="_blank">
        <T of="terms.title" />
      </a>
    </p>
  );
}
