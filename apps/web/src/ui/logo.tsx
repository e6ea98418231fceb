/** The mark: a hill of nested chevrons under the sun. */
export function Logo({ size = 32 }: { size?: number }) {
  return (
    <svg viewBox="0 0 64 64" width={size} height={size} aria-hidden="true">
      <rect width="64" height="64" rx="15" fill="#1d5b43" />
      <circle cx="32" cy="17" r="7" fill="#eab268" />
      <path d="M7 55 32 26 57 55H47.500L32 37 16.500 55Z" fill="#f8f0e3" />
      <path d="M20 55 32 41 44 55Z" fill="#d2603f" />
    </svg>
  );
}
