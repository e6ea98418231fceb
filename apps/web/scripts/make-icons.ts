import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openBrowser } from "../e2e/support/browser.ts";

/** Draws the app's icons from one drawing: `pnpm --filter @fluentfusion/web icons`. */
const FOLDER = fileURLToPath(new URL("../public/icons/", import.meta.url));

const HILL = `<circle cx="32" cy="17" r="7" fill="#eab268"/><path d="M7 55 32 26 57 55H47.5L32 37 16.5 55Z" fill="#f8f0e3"/><path d="M20 55 32 41 44 55Z" fill="#d2603f"/>`;
const svg = (body: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">${body}</svg>`;
const ROUND = svg(`<rect width="64" height="64" rx="15" fill="#1d5b43"/>${HILL}`);
/** A launcher may cut a maskable icon to a circle of 80 %, so the drawing stays inside it. */
const MASKABLE = svg(
  `<rect width="64" height="64" fill="#1d5b43"/><g transform="translate(12.8 11.5) scale(.6)">${HILL}</g>`,
);
const SQUARE = svg(`<rect width="64" height="64" fill="#1d5b43"/>${HILL}`);

mkdirSync(FOLDER, { recursive: true });
writeFileSync(`${FOLDER}icon.svg`, `${ROUND}\n`);
const browser = await openBrowser();
const page = await browser.newPage();
for (const [name, drawing, size] of [
  ["icon-180", SQUARE, 180],
  ["icon-192", ROUND, 192],
  ["icon-512", ROUND, 512],
  ["icon-maskable-512", MASKABLE, 512],
] as const) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<body style="margin:0">${drawing}</body>`);
  await page.screenshot({ path: `${FOLDER}${name}.png`, omitBackground: true });
}
await browser.close();
