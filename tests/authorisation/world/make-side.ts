import { randomBytes } from 'node:crypto';
import { account, audit, bot, member } from '@clawberth/core';
import type { Context, RequestContext, Role, Services } from '@clawberth/core';
import {
  makeDeployInput,
  makeRequest,
  makeSignedInRequest,
  makeWaitingPerson,
  placeSandbox,
  TEST_PASSWORD,
  writeAsSystem,
} from '@clawberth/core/testing';
import type { Ids, Makers } from '../row.ts';
import { makeSupport, visit } from './make-support.ts';
import type { Network } from './stand-in-agent.ts';

/** Somebody with an account. All passwords are TEST_PASSWORD. */
export type Person = {
  userId: string;
  email: string;
  name: string;
  /** Recovery codes of their second factor, each good for one sign-in. */
  codes?: string[];
};

/** One of the two organisations of the test world. */
export type Side = {
  name: 'ours' | 'theirs';
  organisationId: string;
  organisationName: string;
  owner: Context;
  network: Network;
  people: Readonly<Record<Role | 'removed' | 'support', Person>>;
  /** What requests name. */
  ids: Ids;
  /** The same with a bot that the guest was not given. */
  hidden: Ids;
  /** What an invitation's link shows to whoever holds it: the organisation, who invites, for whom. */
  shownByToken: readonly string[];
  /** Texts of this organisation that no table holds in the clear. */
  sealedTexts: readonly string[];
  /** The ids with new things in the place of those named, for a call that uses them up. */
  fresh(names: readonly (keyof Ids)[]): Promise<Ids>;
  /** Lets the bot run again as it is wanted now, as if a worker had started it anew. */
  settle(): Promise<void>;
  /** Puts the person of a role back who has left. */
  rejoin(role: Role): Promise<void>;
};

/** A text that stands nowhere else. */
export const makeWord = (about: string): string => `${about}${randomBytes(6).toString('hex')}`;

/** An organisation with a person of every role, a removed one, a bot with everything it can have, by core's own verbs. */
export async function makeSide(
  services: Services,
  name: 'ours' | 'theirs',
  network: Network,
  make: Makers,
): Promise<Side> {
  const request = makeRequest(services);
  const owner = await signUp(request, name, 'owner');
  const ctx = await account.openContext(request, { userId: owner.userId, organisationSlug: owner.slug });
  const [instructions, about] = [makeWord(`${name}instructions`), makeWord(`${name}about`)];

  const makeBot = async (botName: string): Promise<Pick<Ids, 'bot' | 'botName' | 'request'>> => {
    const input = makeDeployInput({
      name: botName,
      instructions,
      about,
      channel: 'telegram',
      telegramToken: make.telegramToken(),
      providerId: 'openai',
      modelId: 'gpt-5.4-mini',
      providerKey: make.providerKey(),
    });
    const { botId } = await bot.deploy(ctx, input);
    const senderName = makeWord(`${name}visitor`);
    return { bot: botId, botName, request: await makeWaitingPerson(ctx, botId, { senderName }) };
  };
  const makeInvitation = async (): Promise<Pick<Ids, 'invitation' | 'token'>> => {
    const email = `${makeWord(`${name}invited`)}@example.com`;
    const invited = await member.invite(ctx, { email, role: 'viewer' });
    return { invitation: invited.invitationId, token: invited.token };
  };
  // A used-up bot is gone when the next one is made: an organisation can have 50 at most.
  let spare: string | null = null;
  const makeSpare = async () => {
    const usedUp = spare;
    if (usedUp !== null)
      await writeAsSystem(services, ctx.organisationId, async (tx) => {
        await tx.bot.updateMany({ where: { id: usedUp }, data: { desiredState: 'deleted', deletedAt: new Date() } });
      });
    const made = await makeBot(makeWord('spare'));
    spare = made.bot;
    return made;
  };
  const standing = await makeBot(makeWord(`${name}clerk`));
  const settle = () => placeSandbox(ctx, standing.bot, { address: network.address, subnet: network.subnet });
  await settle();
  const { organisationId } = ctx;
  const join = async (role: Role, who: string = role, botIds: readonly string[] = []): Promise<Person> => {
    const person = await signUp(request, name, who);
    await writeAsSystem(services, organisationId, async (tx) => {
      await tx.membership.create({ data: { organisationId, userId: person.userId, role } });
      await tx.guestBot.createMany({ data: botIds.map((botId) => ({ organisationId, userId: person.userId, botId })) });
    });
    return person;
  };
  const people = {
    owner,
    admin: await join('admin'),
    operator: await join('operator'),
    viewer: await join('viewer'),
    guest: await join('guest', 'guest', [standing.bot]),
    removed: await join('admin', 'removed'),
    support: await makeSupport(services, await signUp(request, name, 'support')),
  };
  const extra = await join('viewer', 'extra');
  const { nextCursor } = await audit.list(ctx, { limit: 1 });
  const makeVisit = () => visit(services, people.support, organisationId);
  const ids: Ids = {
    org: owner.slug,
    organisation: organisationId,
    visit: await makeVisit(),
    ...standing,
    ...(await makeInvitation()),
    member: extra.userId,
    session: (await makeSignedInRequest(services, extra)).session.id,
    cursor: nextCursor ?? '',
  };
  const shown = await member.previewInvitation(request, { token: ids.token });
  return {
    name,
    organisationId,
    organisationName: owner.organisationName,
    owner: ctx,
    network,
    people,
    ids,
    hidden: { ...ids, ...(await makeBot(makeWord(`${name}hidden`))) },
    shownByToken: [shown.organisationName, shown.invitedByName, shown.email],
    sealedTexts: [instructions, about],
    fresh: async (names) => ({
      ...ids,
      ...(names.includes('bot') ? await makeSpare() : {}),
      ...(names.includes('request') ? { request: await makeWaitingPerson(ctx, ids.bot) } : {}),
      ...(names.includes('invitation') ? await makeInvitation() : {}),
      ...(names.includes('visit') ? { visit: await makeVisit() } : {}),
      ...(names.includes('member') ? { member: (await join('viewer', 'spare')).userId } : {}),
    }),
    settle,
    rejoin: async (role) => {
      const { userId } = people[role];
      await writeAsSystem(services, organisationId, async (tx) => {
        await tx.membership.createMany({ data: [{ organisationId, userId, role }], skipDuplicates: true });
        const data = role === 'guest' ? [{ organisationId, userId, botId: standing.bot }] : [];
        await tx.guestBot.createMany({ data, skipDuplicates: true });
      });
    },
  };
}

async function signUp(
  request: RequestContext,
  side: string,
  who: string,
): Promise<Person & { slug: string; organisationName: string }> {
  const word = makeWord(`${side}${who}`);
  const person = { email: `${word}@example.com`, name: word };
  const organisationName = `Bakery ${makeWord(side)}`;
  const made = await account.signUp(request, { ...person, password: TEST_PASSWORD, organisationName });
  return { userId: made.userId, ...person, slug: made.organisationSlug, organisationName };
}
