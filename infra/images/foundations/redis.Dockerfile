# Redis 7 from Debian, with what docker-compose.yml uses of the official image: user 999 and /data.
ARG BASE_IMAGE=debian:bookworm-slim
FROM ${BASE_IMAGE}
COPY apt-install.sh apt/ /tmp/apt/
RUN groupadd --system --gid 999 redis \
 && useradd --system --uid 999 --gid 999 --home-dir /data --no-create-home --shell /usr/sbin/nologin redis \
 && sh /tmp/apt/apt-install.sh redis-server \
 && mkdir -p /data && chown 999:999 /data && chmod 0700 /data
USER 999:999
WORKDIR /data
VOLUME /data
EXPOSE 6379
CMD ["redis-server"]
