/** What the addresses of a route look like, as the source of a regular expression: `/lessons/:id` is `^/lessons/[^/]+/?$`. */
export const shapeOf = (path: string): string => `^${path.replaceAll(/:[a-z]+/g, "[^/]+")}/?$`;
