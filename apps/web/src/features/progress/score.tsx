import { useMessages } from "../../messages/use-messages.tsx";

/** A score out of a hundred, written as the language does. */
export function Score({ of: score }: { of: number }) {
  const { locale } = useMessages();
  return new Intl.NumberFormat(locale, { style: "percent" }).format(score / 100);
}
