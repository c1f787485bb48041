# What the worker needs besides Node: the tools that set the host's firewall.
ARG BASE_IMAGE=node:24-bookworm-slim
FROM ${BASE_IMAGE}
COPY apt-install.sh apt/ /tmp/apt/
RUN sh /tmp/apt/apt-install.sh iptables
