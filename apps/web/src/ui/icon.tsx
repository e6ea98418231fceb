const PATHS = {
  home: "M4 11.5 12 5l8 6.5V20h-5.5v-5h-5v5H4z",
  lessons:
    "M5 5.5h6.2c.5 0 .8.3.8.8v13c0-1-.8-1.8-1.8-1.8H5zm14 0h-6.2c-.5 0-.8.3-.8.8v13c0-1 .8-1.8 1.8-1.8H19z",
  progress: "M5 19V13h3v6zm5.5 0V9h3v10zM16 19V5h3v14z",
  profile: "M12 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5 20c.6-3.6 3.4-5.5 7-5.5s6.400 1.900 7 5.500",
  close: "M6 6l12 12M18 6 6 18",
  back: "M14.500 5.500 8 12l6.500 6.500",
  forward: "M9.500 5.500 16 12l-6.500 6.500",
  check: "M5 12.500 10 17.500 19.500 7",
  slip: "M4 13c2.700-4 5.300-4 8 0s5.300 4 8 0",
  wrong: "M7 7l10 10M17 7 7 17",
  lamp: "M9 17.500h6M10 20.500h4M12 3.500a6 6 0 0 0-3.600 10.800c.6.5.9 1.100.9 1.800h5.400c0-.700.300-1.300.900-1.800A6 6 0 0 0 12 3.500z",
  cloud: "M8 18.500h9a3.800 3.800 0 0 0 .6-7.500A5.800 5.800 0 0 0 6.500 10 4.300 4.300 0 0 0 8 18.500z",
  speaker:
    "M4.500 9.500v5h3.500l4.500 4v-13l-4.500 4zM16 9a4.200 4.200 0 0 1 0 6M18.500 6.500a7.800 7.800 0 0 1 0 11",
  undo: "M8.500 5 4.500 9l4 4M5 9h9a5 5 0 0 1 0 10h-4",
  flame:
    "M12 3.500c.5 3.300 5.500 5.300 5.500 10.200A5.500 5.500 0 0 1 12 19.500a5.500 5.500 0 0 1-5.500-5.800c0-2 1-3.600 2.200-4.700.2 1.700.9 2.600 1.800 3 .3-3.500.1-6 1.500-8.500z",
  star: "m12 4 2.400 5.100 5.600.7-4.100 3.900 1 5.600L12 16.600l-4.900 2.700 1-5.600L4 9.800l5.600-.7z",
  clock: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 7.500V12l3 2",
  globe: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM4 12h16M12 4c5 5 5 11 0 16M12 4c-5 5-5 11 0 16",
  calendar: "M5 7.500h14V19H5zM5 11h14M8.500 5v4M15.500 5v4",
  compass: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM15.500 8.500l-2 5-5 2 2-5z",
  download: "M12 4.500v10M7.500 10.500 12 15l4.500-4.500M5 19h14",
  trash: "M5 7h14M9.500 7V4.500h5V7M7 7l.8 12.500h8.400L17 7",
  plan: "M6 20V5M6 5.500h11l-2.500 3.500L17 12.500H6",
  hourglass: "M7 4h10M7 20h10M8 4c0 5 8 6 8 16M16 4c0 5-8 6-8 16",
} as const;

export type IconName = keyof typeof PATHS;

/** A line drawing of 24 units beside a text; it says nothing by itself, so assistive technology skips it. */
export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
