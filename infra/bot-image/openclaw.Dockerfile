# The part of a bot's image that changes only with OpenClaw's version: Debian, Node 24, OpenClaw, its compile cache.
# The context (made by build-openclaw-image.mjs) holds: node, node_modules/, warm/
ARG BASE_IMAGE
FROM ${BASE_IMAGE}

COPY node /usr/local/bin/node
COPY node_modules /opt/openclaw/node_modules
COPY warm /opt/clawberth/warm

RUN (id openclaw >/dev/null 2>&1 || (userdel --remove node 2>/dev/null; useradd --uid 1000 --user-group --no-create-home --home-dir /state/home --shell /usr/sbin/nologin openclaw)) \
 && mkdir -p /state /opt/clawberth/compile-cache \
 && chown 1000:1000 /state /opt/clawberth/compile-cache \
 && chmod 0700 /state

ENV NODE_COMPILE_CACHE=/opt/clawberth/compile-cache \
    OPENCLAW_PACKAGED_COMPILE_CACHE_RESPAWNED=1 \
    OPENCLAW_NO_RESPAWN=1 \
    OPENCLAW_DISABLE_BONJOUR=1 \
    OPENCLAW_FS_SAFE_NATIVE_MODE=off \
    OPENCLAW_NO_AUTO_UPDATE=1 \
    OPENCLAW_OFFLINE=1 \
    HOME=/state/home \
    OPENCLAW_STATE_DIR=/state/openclaw \
    OPENCLAW_CONFIG_PATH=/state/openclaw/openclaw.json \
    NODE_ENV=production

# One start of the gateway fills the compile cache, whose folder name depends on the user's id.
USER 1000:1000
RUN /usr/local/bin/node /opt/clawberth/warm/warm.mjs

WORKDIR /state
VOLUME /state
