# A bot's image: OpenClaw's part and our agent, which is one file.
ARG OPENCLAW_IMAGE
FROM ${OPENCLAW_IMAGE}
COPY agent.mjs /opt/clawberth/agent.mjs
ENTRYPOINT ["/usr/local/bin/node", "/opt/clawberth/agent.mjs"]
