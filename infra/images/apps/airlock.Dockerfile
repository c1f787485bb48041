# The airlock: one bundle and the few packages that cannot be bundled. Needs no root: its ports are above 1024.
ARG BASE_IMAGE=node:24-bookworm-slim
FROM ${BASE_IMAGE}
RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin clawberth
COPY app/ /app/
USER 10001:10001
WORKDIR /app
ENV NODE_ENV=production
HEALTHCHECK --interval=5s --timeout=5s --start-period=30s --retries=6 \
  CMD node /app/healthcheck.mjs "http://${AIRLOCK_INBOUND_HOST:-127.0.0.1}:${AIRLOCK_INBOUND_PORT:-7071}/healthz"
ENTRYPOINT ["node", "/app/apps/airlock/dist/main.mjs"]
