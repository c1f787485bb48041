# The dashboard: Next's standalone output.
ARG BASE_IMAGE=node:24-bookworm-slim
FROM ${BASE_IMAGE}
RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin clawberth
# Docker gives a new volume what the image has at its place: worker and dashboard share the checkpoints of the audit log.
RUN mkdir -p /var/lib/clawberth/audit-checkpoints && chown 10001:10001 /var/lib/clawberth/audit-checkpoints \
  && chmod 2775 /var/lib/clawberth/audit-checkpoints
COPY app/ /app/
USER 10001:10001
WORKDIR /app/apps/dashboard
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 PORT=3000 HOSTNAME=0.0.0.0
HEALTHCHECK --interval=5s --timeout=5s --start-period=30s --retries=6 \
  CMD node /app/healthcheck.mjs "http://${HOSTNAME}:${PORT}/api/health"
ENTRYPOINT ["node", "/app/apps/dashboard/server.js"]
