# Brings the database to what the other images of this build need, then ends: migrations, the app's role and its rights; and lets
# go of what the audit log has kept long enough.
ARG BASE_IMAGE=node:24-bookworm-slim
FROM ${BASE_IMAGE}
RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin clawberth
RUN mkdir -p /var/lib/clawberth/audit-checkpoints && chown 10001:10001 /var/lib/clawberth/audit-checkpoints \
  && chmod 2775 /var/lib/clawberth/audit-checkpoints
COPY app/ /app/
USER 10001:10001
WORKDIR /app
ENV NODE_ENV=production
ENTRYPOINT ["sh", "-c", "node /app/packages/db/src/migrate/migrate.mjs && exec node /app/packages/core/scripts/audit-retain.mjs"]
