import { useId } from "react";

/** A thousand hills under a low sun; the nearest one is painted in imigongo zigzags. Decoration only. */
export function Hills() {
  const id = useId();
  return (
    <svg
      viewBox="0 0 800 420"
      preserveAspectRatio="xMidYMax slice"
      aria-hidden="true"
      width="100%"
      height="100%"
    >
      <defs>
        <pattern id={id} width="56" height="56" patternUnits="userSpaceOnUse">
          <rect width="56" height="56" fill="var(--pigment-black)" />
          <path d="M0 28 28 0 56 28V42L28 14 0 42Z" fill="var(--pigment-white)" />
          <path d="M0 42 28 14 56 42V56L28 28 0 56Z" fill="var(--pigment-clay)" />
          <path
            d="M0 56 28 28 56 56V70L28 42 0 70ZM0 0 28-28 56 0V14L28-14 0 14Z"
            fill="var(--pigment-ochre)"
          />
        </pattern>
      </defs>
      <rect width="800" height="420" fill="var(--sky)" />
      <circle cx="560" cy="150" r="74" fill="var(--sun)" />
      <path d="M0 232C90 176 170 168 262 214S430 262 520 206 700 150 800 196V420H0Z" fill="var(--hill-4)" />
      <path d="M0 274C120 222 214 262 320 284S540 246 640 232 760 244 800 258V420H0Z" fill="var(--hill-3)" />
      <path d="M0 330C84 284 190 276 300 312S520 352 620 304 744 288 800 300V420H0Z" fill="var(--hill-2)" />
      <path d="M0 358C150 312 260 334 380 362S640 380 800 338V420H0Z" fill="var(--hill-1)" />
      <path d="M0 396C160 352 300 366 430 388S700 404 800 376V420H0Z" fill={`url(#${id})`} />
    </svg>
  );
}
