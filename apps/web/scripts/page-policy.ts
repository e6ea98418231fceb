import { createHash } from "node:crypto";
import type { Plugin } from "vite";

const INLINE = /<script>([\s\S]*?)<\/script>/g;

const hashOf = (script: string) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;

/**
 * What the page may load and run: its own files, and the scripts that stand in it by their hashes. Styles may stand in elements,
 * which menus of the component library need. Where the page may stand in a frame only a header can say
 * (`docker/nginx.conf`).
 */
function policyOf(html: string): string {
  const scripts = [...html.matchAll(INLINE)].map(([, script = ""]) => hashOf(script));
  return [
    "default-src 'self'",
    `script-src 'self' ${scripts.join(" ")}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join("; ");
}

/** Puts a Content-Security-Policy into the built page, wherever it is served from, before anything that it is about. */
export function pagePolicy(): Plugin {
  return {
    name: "page-policy",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html) => ({
        html,
        tags: [
          {
            tag: "meta",
            attrs: { "http-equiv": "Content-Security-Policy", content: policyOf(html) },
            injectTo: "head-prepend",
          },
        ],
      }),
    },
  };
}
