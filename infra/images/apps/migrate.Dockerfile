# Brings the database to what the other images of this build need, then ends: migrations, the app's role and its rights.
ARG BASE_IMAGE=node:24-bookworm-slim
FROM ${BASE_IMAGE}
RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin clawberth
COPY app/ /app/
USER 10001:10001
WORKDIR /app
ENV NODE_ENV=production
ENTRYPOINT ["node", "/app/packages/db/src/migrate/migrate.mjs"]
