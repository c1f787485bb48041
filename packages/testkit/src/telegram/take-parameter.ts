import { TelegramError } from './telegram-error.ts';

type Values = Record<string, unknown>;

/** A text parameter; numbers count as text, as they do on the wire. */
export function takeText(values: Values, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** A whole number, or the fallback when it is absent or not a number. */
export function takeInteger(values: Values, name: string, fallback: number): number {
  const text = takeText(values, name);
  return /^-?\d+$/.test(text) ? Number(text) : fallback;
}

/** A structured parameter: itself in a JSON body, JSON text in the form encodings. */
export function takeJson(values: Values, name: string): unknown {
  const value = values[name];
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new TelegramError(400, `Bad Request: can't parse ${name.replaceAll('_', ' ')} JSON object`);
  }
}

/** The numeric chat id. Throws as Telegram does when it is absent. */
export function takeChatId(values: Values): number {
  const text = takeText(values, 'chat_id');
  if (text === '') throw new TelegramError(400, 'Bad Request: chat_id is empty');
  return Number(text);
}
