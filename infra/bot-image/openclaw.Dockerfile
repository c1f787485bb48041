# The part of a bot's image that changes only with OpenClaw's version: Debian, Node 24, OpenClaw.
# The context (made by openclaw-image.mjs) holds: node, node_modules/
ARG BASE_IMAGE
FROM ${BASE_IMAGE}

COPY node /usr/local/bin/node
COPY node_modules /opt/openclaw/node_modules

RUN (id openclaw >/dev/null 2>&1 || (userdel --remove node 2>/dev/null; useradd --uid 1000 --user-group --no-create-home --home-dir /state/home --shell /usr/sbin/nologin openclaw)) \
 && mkdir -p /state \
 && chown 1000:1000 /state \
 && chmod 0700 /state

# No compile cache: in gVisor, opening its 6,000 files costs as much as the compiling that it saves.
ENV NODE_DISABLE_COMPILE_CACHE=1 \
    OPENCLAW_NO_RESPAWN=1 \
    OPENCLAW_DISABLE_BONJOUR=1 \
    OPENCLAW_FS_SAFE_NATIVE_MODE=off \
    OPENCLAW_NO_AUTO_UPDATE=1 \
    OPENCLAW_OFFLINE=1 \
    HOME=/state/home \
    OPENCLAW_STATE_DIR=/state/openclaw \
    OPENCLAW_CONFIG_PATH=/state/openclaw/openclaw.json \
    NODE_ENV=production

USER 1000:1000
WORKDIR /state
VOLUME /state
