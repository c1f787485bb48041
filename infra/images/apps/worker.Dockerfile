# The worker. It runs as root, because setting the host's firewall needs NET_ADMIN, which Docker gives to root only, and
# because Docker's socket, which it is given, is as good as root on the host anyway. Everything else is taken from it.
ARG BASE_IMAGE=clawberth-worker-base
FROM ${BASE_IMAGE}
# Docker gives a new volume what the image has at its place: worker and dashboard share the checkpoints of the audit log.
RUN mkdir -p /var/lib/clawberth/audit-checkpoints && chown 10001:10001 /var/lib/clawberth/audit-checkpoints \
  && chmod 2775 /var/lib/clawberth/audit-checkpoints
COPY app/ /app/
WORKDIR /app
ENV NODE_ENV=production
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=6 \
  CMD node /app/healthcheck.mjs "http://127.0.0.1:${WORKER_HEALTH_PORT:-7072}/healthz"
ENTRYPOINT ["node", "/app/apps/worker/dist/main.mjs"]
