import type { Category } from "@fluentfusion/core";
import { useId } from "react";
import "./imigongo.css";

/**
 * Our own drawings in the manner of imigongo, the raised geometric paintings of Rwanda: each situation has its motif,
 * a tile of 48 units that repeats. A shape is a polygon in one of the pigments.
 */
type Shape = readonly [pigment: "black" | "white" | "ochre" | "clay" | "green", points: string];
export type Motif = Category | "band";

const diamond = (size: number) => `24,${24 - size} ${24 + size},24 24,${24 + size} ${24 - size},24`;
const chevron = (top: number, depth = 6) =>
  `0,${top + 24} 24,${top} 48,${top + 24} 48,${top + 24 + depth} 24,${top + depth} 0,${top + 24 + depth}`;
const zigzag = (left: number, width = 6) =>
  `${left},0 ${left + 24},24 ${left},48 ${left + width},48 ${left + 24 + width},24 ${left + width},0`;

const MOTIFS: Record<Motif, readonly Shape[]> = {
  greetings: [
    ["ochre", "0,0 48,0 48,48 0,48"],
    ["black", diamond(24)],
    ["white", diamond(17)],
    ["clay", diamond(10)],
    ["black", diamond(4)],
  ],
  accommodation: [
    ["black", "0,0 48,0 48,48 0,48"],
    ...[-36, -12, 12, 36].map((top): Shape => ["white", chevron(top)]),
    ...[-24, 24].map((top): Shape => ["clay", chevron(top, 7)]),
    ["ochre", chevron(0, 7)],
  ],
  food: [
    ["white", "0,0 48,0 48,48 0,48"],
    ["black", "0,0 24,0 0,24"],
    ["black", "48,48 24,48 48,24"],
    ["clay", "24,0 48,0 48,24"],
    ["clay", "24,48 0,48 0,24"],
    ["ochre", diamond(9)],
  ],
  transportation: [
    ["green", "0,0 48,0 48,48 0,48"],
    ...[-40, 8].map((left): Shape => ["black", zigzag(left, 16)]),
    ...[-36, 12].map((left): Shape => ["white", zigzag(left, 7)]),
  ],
  shopping: [
    ["clay", "0,0 48,0 48,48 0,48"],
    ["black", "0,0 48,0 24,24"],
    ["black", "0,48 48,48 24,24"],
    ["white", "12,0 36,0 24,12"],
    ["white", "12,48 36,48 24,36"],
    ["ochre", "0,14 10,24 0,34"],
    ["ochre", "48,14 38,24 48,34"],
  ],
  emergency: [
    ["black", "0,0 48,0 48,48 0,48"],
    ["clay", diamond(24)],
    ["white", "20,10 28,10 28,20 38,20 38,28 28,28 28,38 20,38 20,28 10,28 10,20 20,20"],
    ["ochre", "0,0 9,0 0,9"],
    ["ochre", "48,0 39,0 48,9"],
    ["ochre", "0,48 9,48 0,39"],
    ["ochre", "48,48 39,48 48,39"],
  ],
  band: [
    ["black", "0,0 48,0 48,48 0,48"],
    ["white", "0,36 24,12 48,36 48,48 24,24 0,48"],
    ["clay", "0,48 24,24 48,48"],
    ["ochre", "0,0 48,0 24,10"],
  ],
};

type Pigment = Shape[0];

/** The same motif in other pigments, so that neighbours in a list differ. */
const PALETTES: readonly Partial<Record<Pigment, Pigment>>[] = [
  {},
  { ochre: "clay", clay: "ochre", green: "clay" },
  { ochre: "green", clay: "ochre", green: "ochre" },
  { ochre: "white", white: "ochre", green: "black", black: "green" },
];

/** A number that stays the same for the same text. */
function mix(text: string): number {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return sum;
}

interface ImigongoProps {
  readonly motif: Motif;
  /** Size of one repeat in pixels. */
  readonly tile?: number;
  /** Whose picture it is: gives it a palette of its own. */
  readonly of?: string;
}

/** A surface painted with a motif; decoration only. */
export function Imigongo({ motif, tile = 48, of }: ImigongoProps) {
  const id = useId();
  const palette = (of === undefined ? undefined : PALETTES[mix(of) % PALETTES.length]) ?? {};
  return (
    <svg className="imigongo" aria-hidden="true" width="100%" height="100%">
      <defs>
        <pattern
          id={id}
          width="48"
          height="48"
          patternUnits="userSpaceOnUse"
          patternTransform={`scale(${tile / 48})`}
        >
          {MOTIFS[motif].map(([pigment, points]) => (
            <polygon
              key={`${pigment}${points}`}
              points={points}
              fill={`var(--pigment-${palette[pigment] ?? pigment})`}
            />
          ))}
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill={`url(#${id})`} />
    </svg>
  );
}

/** The strip that closes a header. */
export function ImigongoBand() {
  return (
    <div className="imigongo-band">
      <Imigongo motif="band" tile={20} />
    </div>
  );
}
