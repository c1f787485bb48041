# Debian and the checkout's own Node 24, for machines that reach no registry. Where one is reachable, BASE_IMAGE
# (node:24-bookworm-slim) takes its place.
ARG BASE_IMAGE=debian:bookworm-slim
FROM ${BASE_IMAGE}
COPY node /usr/local/bin/node
