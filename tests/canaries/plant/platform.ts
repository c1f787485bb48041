import { createPrivateKey } from 'node:crypto';
import { secretOf } from '../../harness/secret-of.ts';
import { ANTHROPIC_KEY, APPS, OPENAI_KEY } from '../../harness/stack.ts';
import { PASSWORD, TOKEN, TOKEN_SECRET } from '../../harness/world.ts';
import { openServices } from '../open-services.ts';
import type { Scene } from '../scene.ts';

/** The platform's own secrets, and those of the journeys before this one. */
export async function notePlatform({ flock }: Scene): Promise<void> {
  for (const name of ['master-secret', 'nextauth-secret', 'internal-key']) {
    const text = await secretOf(name);
    flock.note(name, text);
    flock.noteBytes(name, Buffer.from(text, 'base64'));
  }
  const pem = await secretOf('audit-signing-key');
  flock.note('audit-signing-key', pem.replaceAll(/-----[^-]+-----|\s/g, '').slice(-40));
  const { d = '' } = createPrivateKey(pem).export({ format: 'jwk' });
  flock.noteBytes('audit-signing-key', Buffer.from(d, 'base64url'));
  for (const name of ['database-url', 'database-owner-url', 'redis-url'])
    flock.note(`password in ${name}`, decodeURIComponent(new URL(await secretOf(name)).password));
  flock.note('other journeys’ Telegram token', TOKEN, TOKEN_SECRET);
  flock.note('other journeys’ provider key', OPENAI_KEY, '');
  flock.note('other journeys’ provider key', ANTHROPIC_KEY, '');
  flock.note('other journeys’ password', PASSWORD, '');
  for (const { clientSecret } of Object.values(APPS)) flock.note('secret of a sign-in app', clientSecret, '');
}

/** The tokens of all bots that nobody ever typed, as core opens them. */
export async function noteInnerTokens(scene: Scene): Promise<void> {
  const { flock, world, botId } = scene;
  const services = await openServices(world.stack, { write: () => undefined });
  try {
    const organisations = await services.database.lookup.$queryRaw<{ organisationId: string }[]>`
      select "organisationId"::text from lookup_audit_chains()`;
    let noted = 0;
    for (const { organisationId } of organisations) {
      const read = services.database.reader({ organisationId, actor: 'system' });
      const kinds = ['gateway_token', 'agent_token', 'airlock_token', 'telegram_stand_in'] as const;
      for (const row of await read.botSecret.findMany({ where: { kind: { in: [...kinds] } } })) {
        const place = { organisationId, table: 'BotSecret', column: 'sealedValue', rowId: row.id, schemaVersion: 1 };
        const value = (await services.vault.open(place, row.sealedValue)).toString('utf8');
        const random = row.kind === 'telegram_stand_in' ? value.slice(value.indexOf(':') + 1) : null;
        flock.note(`inner: ${row.kind.replaceAll('_', ' ')}`, value, random);
        if (row.botId !== botId) continue;
        noted += 1;
        if (row.kind === 'airlock_token') scene.airlockToken = value;
      }
    }
    if (noted < 4) throw new Error(`Opened ${noted} inner tokens of the bot, not four.`);
  } finally {
    await services.close();
  }
}
