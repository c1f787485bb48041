import { SECRET_NAMES } from '../sandbox-layout.ts';
import { secretRef } from './secret-ref.ts';

/**
 * `channels.telegram` of a bot. It does without
 * `network.dangerouslyAllowPrivateNetwork`: OpenClaw lets media come from the host of `apiRoot`
 * itself, and that flag would open every other private address too.
 */
export function telegramSection(telegram: { apiRoot: string }) {
  return {
    enabled: true,
    botToken: secretRef(SECRET_NAMES.telegramToken),
    apiRoot: telegram.apiRoot,
    dmPolicy: 'pairing',
    groupPolicy: 'disabled',
    groups: { '*': { requireMention: true } },
    configWrites: false,
    errorPolicy: 'silent',
    joinIntro: false,
    linkPreview: false,
    autoTopicLabel: false,
    reactionNotifications: 'off',
    actions: {
      reactions: false,
      sendMessage: false,
      poll: false,
      deleteMessage: false,
      editMessage: false,
      sticker: false,
      createForumTopic: false,
      editForumTopic: false,
    },
  };
}
