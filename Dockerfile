# Nightdesk in a container: see docs/running/docker.md.

# Debian 13: the prebuilt file of SQLite's driver may need a C library newer than Debian 12's.
FROM node:24-trixie-slim AS build
WORKDIR /app
# Where no prebuilt file fits, the driver is compiled here.
RUN apt-get update && apt-get install -y --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json ./
COPY src ./src
RUN npm run build && npm prune --omit=dev

FROM node:24-trixie-slim
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
# A driver that does not load stops the build here, not a start at night.
RUN node -e "require('sqlite3')"
COPY flows ./flows
COPY schedules ./schedules
RUN mkdir data && chown node:node data && chmod 0700 data
USER node
VOLUME /app/data
EXPOSE 3000
# Red while a part does not work, the carrier too: look at what /readyz says before anything restarts it for that.
HEALTHCHECK --interval=30s --timeout=6s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/readyz`, { signal: AbortSignal.timeout(5000) }).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# It stops in order on SIGTERM and has no child processes, so it may be the first process; `docker run --init` does no harm.
CMD ["node", "dist/main.js"]
