import { randomBytes, randomInt } from 'node:crypto';
import { piecesOf } from './encodings.ts';

/** What a canary stands for. `inner` ones are tokens that the sandbox holds by design; `platform` ones no person ever types. */
export type Canary = {
  kind: string;
  value: Buffer;
  /** The part that is random, where the rest is the same for everybody; pieces of it are looked for, too. Null: the whole. */
  random: string | null;
  /** Too short to be looked for bare: found only where it stands alone as a value. */
  short?: boolean;
};

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
export const word = (length: number): string =>
  Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** Canaries of one run, by kind. A value is planted by whoever asked for it. */
export class Flock {
  readonly all: Canary[] = [];

  /** Remembers a secret that the product made, or that was made for it. Gives the value. */
  note(kind: string, value: string, random: string | null = null): string {
    if (value.length < 8)
      throw new Error(`The canary "${kind}" has ${value.length} characters: too few to be told from chance.`);
    this.all.push({ kind, value: Buffer.from(value), random });
    return value;
  }

  noteBytes(kind: string, value: Buffer): void {
    if (value.length < 16) throw new Error(`The canary "${kind}" has too few bytes.`);
    this.all.push({ kind, value, random: null });
  }

  noteShort(kind: string, value: string): string {
    this.all.push({ kind, value: Buffer.from(value), random: null, short: true });
    return value;
  }

  /** A provider key of OpenAI's shape. */
  openaiKey(kind: string): string {
    const random = word(48);
    return this.note(kind, `sk-proj-${random}`, random);
  }

  anthropicKey(kind: string): string {
    const random = word(80);
    return this.note(kind, `sk-ant-api03-${random}`, random);
  }

  /** A Telegram token of this bot; its number is public. */
  telegramToken(kind: string, botId: number): string {
    const random = word(33);
    return this.note(kind, `${botId}:AA${random}`, random);
  }

  /** A password with every sign that an encoding may change. */
  password(kind: string): string {
    const random = word(20);
    return this.note(kind, `${random} "ü&<'%\\ lamp`, random);
  }

  /** A value that nobody recognises by its shape. */
  plain(kind: string, length = 32): string {
    return this.note(kind, word(length));
  }

  /** Every value, and every piece of one, replaced by its kind: for what a test prints. */
  redact(text: string): string {
    let redacted = text;
    for (const { kind, value, random, short } of this.all) {
      if (short === true) continue;
      const whole = [value.toString('latin1'), value.toString(), encodeURIComponent(value.toString())];
      const pieces = piecesOf(random ?? value.toString()).map(({ bytes }) => bytes.toString());
      for (const part of [...whole, ...pieces]) redacted = redacted.replaceAll(part, `‹${kind}›`);
    }
    return redacted;
  }
}

/** A harmless word that must be found. */
export const makeMarker = (): string => `Marker${randomBytes(9).toString('hex')}`;
