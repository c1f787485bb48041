import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerError, SMTPServerSession } from 'smtp-server';
import type { SmtpOptions, SmtpStandIn, SmtpState } from './smtp-types.ts';
import { waitForMail } from './wait-for-mail.ts';

/** Starts a mail server on loopback that speaks real SMTP (npm smtp-server), delivers nowhere and keeps every letter. */
export async function startSmtpStandIn(options: SmtpOptions = {}): Promise<SmtpStandIn> {
  const { host = '127.0.0.1', port = 0, tls } = options;
  const state: SmtpState = { mails: [], waiting: new Set(), users: new Map(), refused: new Set(), mode: 'answer' };
  const server = createServer(state, tls);
  // A client that breaks off is a client's business; the server goes on.
  server.on('error', () => undefined);
  const listening = server.listen(port, host);
  await once(listening, 'listening');
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('the SMTP stand-in has no TCP address');
  return {
    url: `${tls?.mode === 'implicit' ? 'smtps' : 'smtp'}://${host}:${address.port}`,
    port: address.port,
    mails: () => state.mails,
    waitForMail: (predicate, timeoutMs) => waitForMail(state, predicate, timeoutMs),
    clear: () => void state.mails.splice(0),
    addUser: (user, password) => void state.users.set(user, password),
    refuseRecipient: (recipient) => void state.refused.add(recipient),
    putOff: () => void (state.mode = 'put-off'),
    fallSilent: () => void (state.mode = 'silent'),
    answerNormally: () => void (state.mode = 'answer'),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function createServer(state: SmtpState, tls: SmtpOptions['tls']): SMTPServer {
  return new SMTPServer({
    banner: 'clawberth-smtp-stand-in: delivers nowhere',
    logger: false,
    disableReverseLookup: true,
    closeTimeout: 100,
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: tls?.mode === 'starttls' ? [] : ['STARTTLS'],
    ...(tls === undefined ? {} : { key: tls.key, cert: tls.cert, secure: tls.mode === 'implicit' }),
    onConnect: (_session, done) => {
      if (state.mode !== 'silent') done();
    },
    onAuth: ({ username = '', password }, _session, done) => {
      const known = state.users.get(username);
      if (known !== undefined && known === password) return done(null, { user: username });
      done(refusal(535, '5.7.8 Authentication credentials invalid'));
    },
    onMailFrom: (_address, session, done) => {
      if (state.users.size > 0 && !session.user) return done(refusal(530, '5.7.0 Authentication required'));
      done();
    },
    onRcptTo: ({ address }, _session, done) => {
      done(state.refused.has(address) ? refusal(550, '5.1.1 No such user here') : null);
    },
    onData: (stream, session, done) => {
      take(state, stream, session).then(() => done(), done);
    },
  });
}

async function take(state: SmtpState, stream: Readable, { envelope, secure, user }: SMTPServerSession): Promise<void> {
  const raw = await buffer(stream);
  if (state.mode === 'put-off') throw refusal(451, '4.7.1 Please try again later');
  const letter = await PostalMime.parse(raw);
  state.mails.push({
    from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
    headers: Object.fromEntries(letter.headers.map(({ key, value }) => [key, value])),
    subject: letter.subject ?? '',
    text: letter.text ?? '',
    html: letter.html ?? '',
    raw: raw.toString('utf8'),
    encrypted: secure,
    user: typeof user === 'string' ? user : null,
  });
  for (const look of state.waiting) look();
}

function refusal(responseCode: number, message: string): SMTPServerError {
  return Object.assign(new Error(message), { responseCode });
}
