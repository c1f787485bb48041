/** One request as it came over the wire; `key` proves which provider key was used. */
export type ModelRequest = {
  at: string;
  key: string;
  path: string;
  status: number | null;
  body: unknown;
  headers: Record<string, string>;
  /** The client went away before the answer was complete. */
  aborted: boolean;
};

export type Answer = (request: ChatQuestion) => string | string[] | Promise<string | string[]>;

/** What an answer script sees: the model, the last thing the user said, and the whole body. */
export type ChatQuestion = { model: string; lastUserText: string; body: Record<string, unknown> };

export type ModelState = {
  keys: Set<string>;
  revokedKeys: Set<string>;
  models: Set<string>;
  requests: ModelRequest[];
  answer: Answer;
  mode: 'answer' | 'time-out' | 'rate-limited' | 'overloaded' | 'broken-stream';
  retryAfterSeconds: number;
  pieceDelayMilliseconds: number;
};

export type ModelControls = {
  addKey(key: string): void;
  revokeKey(key: string): void;
  addModel(model: string): void;
  /** Scripts the answers: a text (split into words for streaming) or the exact pieces to stream. */
  answerWith(answer: Answer | string): void;
  /** Milliseconds between two streamed pieces. */
  paceBy(milliseconds: number): void;
  /** Takes requests and never answers. */
  timeOut(): void;
  /** Answers 429 with this retry-after. */
  rateLimit(retryAfterSeconds?: number): void;
  /** Answers the provider's own "overloaded" error. */
  overload(): void;
  /** Breaks the connection in the middle of a stream. */
  breakStreams(): void;
  /** Back to normal. */
  answerNormally(): void;
  requests(): ModelRequest[];
};

export function createModelState(): ModelState {
  return {
    keys: new Set(),
    revokedKeys: new Set(),
    models: new Set(),
    requests: [],
    answer: (question) => `The stand-in heard: ${question.lastUserText}`,
    mode: 'answer',
    retryAfterSeconds: 20,
    pieceDelayMilliseconds: 0,
  };
}

export function createModelControls(state: ModelState): ModelControls {
  return {
    addKey: (key) => void (state.revokedKeys.delete(key), state.keys.add(key)),
    revokeKey: (key) => void (state.keys.delete(key), state.revokedKeys.add(key)),
    addModel: (model) => void state.models.add(model),
    answerWith: (answer) => {
      state.answer = typeof answer === 'string' ? () => answer : answer;
    },
    paceBy: (milliseconds) => {
      state.pieceDelayMilliseconds = milliseconds;
    },
    timeOut: () => {
      state.mode = 'time-out';
    },
    rateLimit: (retryAfterSeconds = 20) => {
      state.mode = 'rate-limited';
      state.retryAfterSeconds = retryAfterSeconds;
    },
    overload: () => {
      state.mode = 'overloaded';
    },
    breakStreams: () => {
      state.mode = 'broken-stream';
    },
    answerNormally: () => {
      state.mode = 'answer';
    },
    requests: () => state.requests,
  };
}
