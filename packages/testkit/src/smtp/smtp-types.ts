import type { ListenOptions } from '../http/start-loopback-server.ts';

/** A letter as it came over the wire. */
export type ReceivedMail = {
  /** The envelope: who really gets it. */
  from: string;
  to: string[];
  /** What the letter says of itself. */
  headers: Readonly<Record<string, string>>;
  subject: string;
  text: string;
  html: string;
  raw: string;
  /** Whether the connection was encrypted, and as whom it signed in. */
  encrypted: boolean;
  user: string | null;
};

export type SmtpOptions = ListenOptions & {
  /** Offers STARTTLS, or speaks TLS from the first byte, with this certificate (PEM). */
  tls?: { mode: 'starttls' | 'implicit'; key: string; cert: string };
};

export type SmtpStandIn = {
  /** `smtp://…`, or `smtps://…` in implicit TLS. Holds no password. */
  url: string;
  port: number;
  mails(): ReceivedMail[];
  /** The first letter, past or to come, that the predicate accepts; rejects after timeoutMs. */
  waitForMail(predicate: (mail: ReceivedMail) => boolean, timeoutMs: number): Promise<ReceivedMail>;
  clear(): void;
  /** From now on nobody sends without signing in as one of these. */
  addUser(user: string, password: string): void;
  /** Answers 550 for this recipient. */
  refuseRecipient(address: string): void;
  /** Answers 451 to every letter: "later", as greylisting does. */
  putOff(): void;
  /** Takes connections and never says a word. */
  fallSilent(): void;
  answerNormally(): void;
  close(): Promise<void>;
};

export type SmtpState = {
  mails: ReceivedMail[];
  waiting: Set<() => void>;
  users: Map<string, string>;
  refused: Set<string>;
  mode: 'answer' | 'put-off' | 'silent';
};
