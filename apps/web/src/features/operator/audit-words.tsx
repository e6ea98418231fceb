import type { AuditEntry } from "@fluentfusion/contract";
import { dayFormat } from "../../messages/dates.ts";
import { useWords, W } from "../staff/words.tsx";
import { enAudit } from "./en-audit.ts";

type AuditKey = keyof typeof enAudit;

/** A newer server may write down what this page has no words for. */
const isKnown = (key: string): key is AuditKey => Object.hasOwn(enAudit, key);

/** Details whose value is a code, and the codes. */
const CODED: ReadonlySet<string> = new Set(["from", "to", "role", "reason", "scope", "publish"]);
const CODES = {
  learner: "operator.role.learner",
  author: "operator.role.author",
  manager: "operator.role.manager",
  admin: "operator.role.admin",
  member: "teams.role.member",
  asked_for_help: "operator.look.asked_for_help",
  something_is_wrong: "operator.look.something_is_wrong",
  misuse: "operator.look.misuse",
  read: "audit.code.read",
  write: "audit.code.write",
  if_better: "audit.code.if_better",
  never: "audit.code.never",
} as const;
const isCode = (value: string): value is keyof typeof CODES => Object.hasOwn(CODES, value);

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Ids begin with the time, so that those of one minute look alike; their ends tell them apart. */
export function Name({ of }: { of: string }) {
  return ID.test(of) ? <code title={of}>…{of.slice(-8)}</code> : of;
}

/** What was done, in words. */
export function Action({ of }: { of: string }) {
  const key = `audit.did.${of}`;
  return isKnown(key) ? <W of={key} /> : <code>{of}</code>;
}

/** The order of the words: what was comes before what is, which the log does not keep. */
const ORDER = Object.keys(enAudit);

/** What else is kept of a deed, or what came of a job. */
export function Details({ of }: { of: AuditEntry["detail"] }) {
  const details = Object.entries(of)
    .map(([name, value]) => ({ name, value, key: `detail.${name}` }))
    .toSorted((a, b) => ORDER.indexOf(a.key) - ORDER.indexOf(b.key));
  return (
    <ul className="operator-details">
      {details.map(({ name, value, key }) => (
        <li key={name}>
          <span className="soft">{isKnown(key) ? <W of={key} /> : name}</span>{" "}
          <Value name={name} value={value} />
        </li>
      ))}
    </ul>
  );
}

interface ValueProps {
  readonly name: string;
  readonly value: AuditEntry["detail"][string];
}

function Value({ name, value }: ValueProps) {
  const { locale } = useWords();
  if (value === null) return "–";
  if (typeof value === "boolean") return <W of={value ? "audit.yes" : "audit.no"} />;
  if (typeof value === "number") return value.toLocaleString(locale, { maximumFractionDigits: 3 });
  if (CODED.has(name) && isCode(value)) return <W of={CODES[value]} />;
  if (DAY.test(value)) return dayFormat(locale, { dateStyle: "short" })(value);
  return <Name of={value} />;
}
