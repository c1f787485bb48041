// Every limit and time of the airlock, in one place. Tests pass smaller ones.

const MEBIBYTE = 1024 * 1024;

export const TUNABLES = {
  /** Largest model request, in bytes. */
  modelRequestBytes: 20 * MEBIBYTE,
  /** Largest Telegram upload: the Bot API's own 50 MB and the form around it, in bytes. */
  telegramUploadBytes: 50 * MEBIBYTE,
  /** Largest body of a Telegram method that carries text, in bytes. Telegram's longest text is 4096 characters. */
  telegramTextBytes: MEBIBYTE,
  /** Largest Telegram answer that is not a file, in bytes. OpenClaw reads at most 4 MiB of getUpdates. */
  telegramAnswerBytes: 8 * MEBIBYTE,
  /** Largest error body of a provider that is passed on, in bytes. */
  providerErrorBytes: 64 * 1024,
  /** Largest chat request from the dashboard, in bytes. */
  inboundRequestBytes: 64 * 1024,

  /** Requests of one bot at the same time, over both doors; a waiting long poll is one. */
  requestsPerBot: 16,
  /** Requests from one address at the same time, counted before the caller is looked up. */
  requestsPerAddress: 48,

  /** Open connections from one address to the bots' door. */
  connectionsPerAddress: 128,
  /** Model requests of one bot that are held in memory at the same time, in bytes. */
  bufferedBytesPerBot: 48 * MEBIBYTE,

  /** Until a connection upstream stands, in milliseconds. */
  connectMs: 10_000,
  /** Until Telegram starts to answer; its longest poll is 50 s. */
  telegramHeadersMs: 75_000,
  /** Until a provider starts to answer: long thinking happens before the first byte. */
  modelHeadersMs: 180_000,
  /** Between two pieces of a stream. */
  modelIdleMs: 120_000,
  /** Between two pieces of a file or of an agent's stream; the agent sends a log line only when there is one. */
  fileIdleMs: 60_000,
  /** How long a poll under a stopped Telegram token is held before its empty answer: OpenClaw rests, and asks again. */
  stoppedPollMs: 20_000,
  /** How long polls that Telegram refuses are held likewise: who ended the token in BotFather is about to paste the next. */
  refusedPollGraceMs: 120_000,
  /** How often and at what pace a call under way is looked up again before it is cut. */
  lookAgainTries: 5,
  lookAgainPauseMs: 200,
  /** How long a refused upload is still read, so that the refusal arrives instead of a broken connection. */
  refusedBodyMs: 2_000,
  /** How long open requests may finish when the process is told to stop. */
  shutdownMs: 5_000,
};

export type Tunables = typeof TUNABLES;
