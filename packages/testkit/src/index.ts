export type { LoopbackServer, ListenOptions } from './http/start-loopback-server.ts';
export { startTelegramStandIn } from './telegram/start-telegram-stand-in.ts';
export type { TelegramStandIn } from './telegram/start-telegram-stand-in.ts';
export type { BotProfile, SentMessage, TelegramRequest } from './telegram/telegram-types.ts';
export { startOpenaiStandIn } from './model/start-openai-stand-in.ts';
export { startAnthropicStandIn } from './model/start-anthropic-stand-in.ts';
export type { ModelStandIn } from './model/start-model-stand-in.ts';
export type { ChatQuestion, ModelRequest } from './model/model-state.ts';
