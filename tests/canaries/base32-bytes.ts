import { Secret } from 'otpauth';

/** The bytes that a base32 text stands for, which is what a vault seals or an app computes with. */
export const base32Bytes = (text: string): Buffer => Buffer.from(Secret.fromBase32(text).bytes);
