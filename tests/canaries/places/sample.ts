/** A piece of what a place holds, and where exactly it stands. */
export type Sample = { where: string; bytes: Buffer };

export const sample = (where: string, text: string | Buffer): Sample => ({ where, bytes: Buffer.from(text) });
