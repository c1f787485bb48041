// Shapes as in https://core.telegram.org/bots/api, only the fields that this stand-in gives.

export type TelegramUser = {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
};

export type TelegramChat = { id: number; type: 'private'; first_name: string; last_name?: string; username?: string };

export type TelegramMessage = {
  message_id: number;
  from: TelegramUser;
  chat: TelegramChat;
  date: number;
  edit_date?: number;
  text?: string;
  caption?: string;
  document?: TelegramFile & { file_name: string };
  entities?: { type: 'bot_command'; offset: number; length: number }[];
  reply_markup?: unknown;
};

export type TelegramFile = { file_id: string; file_unique_id: string; file_size: number; file_path?: string };

export type TelegramUpdate = { update_id: number } & (
  | { message: TelegramMessage }
  | {
      callback_query: { id: string; from: TelegramUser; message: TelegramMessage; chat_instance: string; data: string };
    }
);

export type BotProfile = {
  token: string;
  id: number;
  username: string;
  name: string;
  canJoinGroups?: boolean;
  canReadAllGroupMessages?: boolean;
};

/** A message that a bot sent, as it reads now; `edits` counts editMessageText. */
export type SentMessage = {
  botId: number;
  chatId: number;
  messageId: number;
  text: string;
  method: string;
  edits: number;
  deleted: boolean;
  replyMarkup: unknown;
};

/** One request as it came over the wire; the token proves which one a relay swapped in. */
export type TelegramRequest = {
  at: string;
  token: string;
  method: string;
  httpMethod: string;
  status: number | null;
  parameters: Record<string, unknown>;
  headers: Record<string, string>;
};
