import type { ReactNode } from "react";
import "./badges.css";

const stroke = { fill: "none", stroke: "currentColor", strokeWidth: 3, strokeLinecap: "round" } as const;

/** Our own pictures for the icon names of the badge catalogue, on a field of 48 units. */
const PICTURES: Readonly<Record<string, ReactNode>> = {
  spark: <path d="M24 10v8M24 30v8M10 24h8M30 24h8M15 15l4 4M29 29l4 4M33 15l-4 4M19 29l-4 4" {...stroke} />,
  hill: <path d="M8 36 24 14 40 36Z" fill="currentColor" />,
  hills: <path d="M5 36 16 20l6 8 8-12 13 20Z" fill="currentColor" />,
  book: (
    <path d="M10 13h11c2 0 3 1 3 3v20c0-2-1-3-3-3H10zm28 0H27c-2 0-3 1-3 3v20c0-2 1-3 3-3h11z" {...stroke} />
  ),
  sun: (
    <>
      <circle cx="24" cy="24" r="7" fill="currentColor" />
      <path d="M24 9v4M24 35v4M9 24h4M35 24h4M13 13l3 3M32 32l3 3M35 13l-3 3M16 32l-3 3" {...stroke} />
    </>
  ),
  sunrise: (
    <>
      <path d="M14 32a10 10 0 0 1 20 0Z" fill="currentColor" />
      <path d="M8 36h32M24 12v5M11 19l3 3M37 19l-3 3" {...stroke} />
    </>
  ),
  hand: <path d="M14 26V16M20 25V11M26 25V11M32 26V15M14 26c0 8 4 12 10 12s9-5 9-10l4-6" {...stroke} />,
  key: (
    <>
      <circle cx="17" cy="24" r="7" {...stroke} />
      <path d="M24 24h15M33 24v6M39 24v5" {...stroke} />
    </>
  ),
  bowl: (
    <>
      <path d="M9 24h30c0 9-6 14-15 14S9 33 9 24Z" fill="currentColor" />
      <path d="M18 18c-2-3 2-4 0-7M26 18c-2-3 2-4 0-7" {...stroke} />
    </>
  ),
  road: <path d="M18 10 10 38M30 10l8 28M24 11v5M24 22v5M24 33v5" {...stroke} />,
  basket: (
    <>
      <path d="M10 22h28l-4 16H14Z" fill="currentColor" />
      <path d="M16 22c0-14 16-14 16 0" {...stroke} />
    </>
  ),
  cross: <path d="M20 11h8v9h9v8h-9v9h-8v-9h-9v-8h9z" fill="currentColor" />,
  star: (
    <path
      d="m24 9 4.600 9.800 10.400 1.300-7.700 7.200 2 10.400L24 32.500l-9.300 5.200 2-10.400L9 20.100l10.400-1.300z"
      fill="currentColor"
    />
  ),
};

/** A medal with the teeth of an imigongo frame; grey while it is still open. */
export function BadgeMedal({ icon, earned }: { icon: string; earned: boolean }) {
  const teeth = Array.from({ length: 16 }, (_, tooth) => tooth * 22.5);
  return (
    <svg
      viewBox="0 0 80 80"
      width="72"
      height="72"
      aria-hidden="true"
      className={earned ? "medal" : "medal medal-open"}
    >
      <circle cx="40" cy="40" r="38" className="medal-ground" />
      {teeth.map((angle) => (
        <path key={angle} d="M40 3 46 13H34Z" className="medal-tooth" transform={`rotate(${angle} 40 40)`} />
      ))}
      <circle cx="40" cy="40" r="26" className="medal-face" />
      <g transform="translate(16 16)" className="medal-picture">
        {PICTURES[icon] ?? PICTURES["star"]}
      </g>
    </svg>
  );
}
