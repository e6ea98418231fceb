/** A pattern that takes more than a time that grows with its text, and may stay. */
export interface Bounded {
  readonly file: string;
  /** As it is written there. */
  readonly pattern: string;
  /** What bounds the text that it meets. */
  readonly because: string;
}

export const BOUNDED: readonly Bounded[] = [
  {
    file: "apps/api/src/rest/openapi/rest-operation.ts",
    pattern: "/[/_:]+(\\w)/g",
    because: "it meets the paths of our own routes",
  },
  {
    file: "apps/web/src/features/auth/register-draft.ts",
    pattern: "/^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$/",
    because: "it meets what a person types into their own page",
  },
  {
    file: "apps/web/src/router/lazy-page.tsx",
    pattern: "new RegExp(shapeOf(path))",
    because: "it is made of the paths of our own pages, without a repetition within another",
  },
  {
    file: "packages/client/src/create-client.ts",
    pattern: "/\\/+$/",
    because: "it meets the address that whoever uses the client has set",
  },
  {
    file: "packages/contract/src/teams.ts",
    pattern: "/^[^\\p{C}]*[\\p{L}\\p{N}][^\\p{C}]*$/u",
    because: "a name of more than 80 characters is refused before (fields.test.ts)",
  },
  {
    file: "packages/core/src/grading/open-slot.ts",
    pattern: '/[^\\s.!?…\\u200b][\\s\\u200b]+(?:…|\\.{3})[\\s.!?…”"»\\u200b]*$/u',
    because: "an answer and a form have 500 characters at the most",
  },
  {
    file: "packages/embedded-postgres/src/server.ts",
    pattern: "/lock file .* already exists|is still in use|could not create any TCP\\/IP sockets/",
    because: "it meets what PostgreSQL says when it does not start",
  },
];
