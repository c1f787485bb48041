import { parseArgs } from 'node:util';
import { startAnthropicStandIn } from './model/start-anthropic-stand-in.ts';
import { startOpenaiStandIn } from './model/start-openai-stand-in.ts';
import { startGoogleKmsStandIn } from './kms/start-google-kms-stand-in.ts';
import { startGithubStandIn } from './oauth/start-github-stand-in.ts';
import { startGoogleStandIn } from './oauth/start-google-stand-in.ts';
import { startStripeStandIn } from './stripe/start-stripe-stand-in.ts';
import { startTelegramStandIn } from './telegram/start-telegram-stand-in.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string' },
    host: { type: 'string' },
    key: { type: 'string', multiple: true },
    model: { type: 'string', multiple: true },
  },
});
const [kind] = positionals;
const options = {
  ...(values.port ? { port: Number(values.port) } : {}),
  ...(values.host ? { host: values.host } : {}),
};

const server = await start();
process.stdout.write(
  `${kind} stand-in (not the real service) listens on ${server.url}; controls: POST ${server.url}/stand-in/<control>\n`,
);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void server.close().then(() => process.exit(0)));

async function start() {
  if (kind === 'telegram') return startTelegramStandIn(options);
  if (kind === 'google') return startGoogleStandIn(options);
  if (kind === 'github') return startGithubStandIn(options);
  if (kind === 'stripe') return startStripeStandIn(options);
  if (kind === 'google-kms') {
    const kms = await startGoogleKmsStandIn(options);
    for (const key of values.key ?? []) kms.addKey(key);
    return kms;
  }
  if (kind === 'openai' || kind === 'anthropic') {
    const provider = await (kind === 'openai' ? startOpenaiStandIn(options) : startAnthropicStandIn(options));
    for (const key of values.key ?? []) provider.addKey(key);
    for (const model of values.model ?? []) provider.addModel(model);
    return provider;
  }
  process.stderr.write(
    'Say which stand-in to start: telegram, openai, anthropic, google, github, google-kms or stripe. Options: --port, --host, --key, --model.\n',
  );
  return process.exit(2);
}
