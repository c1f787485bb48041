import { open } from 'node:fs/promises';
import { VaultError } from './vault-error.ts';

const minPassphraseCharacters = 20;
const minKeyBytes = 32;
const maxFileBytes = 4_096;

/**
 * The master secret from its file: the text without surrounding white space, as UTF-8 bytes.
 * Takes 256 random bits or more as hex or base64, or a passphrase of 20 characters or more.
 * Throws VaultError master_secret_file, saying how to mend it, when the file is missing, is open to
 * others than its owner (any mode but 0600) or holds too little.
 */
export async function readMasterSecret(path: string): Promise<Buffer> {
  const refuse = (problem: string, cause?: unknown) =>
    new VaultError('master_secret_file', `The master secret file ${path} ${problem}`, { cause });
  let text: string;
  const file = await open(path, 'r').catch((error: unknown) => {
    throw refuse('cannot be read. Create it with: umask 077; openssl rand -base64 48 > the file.', error);
  });
  try {
    const stat = await file.stat();
    if (!stat.isFile() || stat.size > maxFileBytes)
      throw refuse(`must be an ordinary file of at most ${maxFileBytes} bytes.`);
    const mode = stat.mode & 0o777;
    if (mode !== 0o600) {
      throw refuse(
        `has mode 0${mode.toString(8).padStart(3, '0')}: nobody but its owner may read it. Run: chmod 600 ${path}`,
      );
    }
    text = (await file.readFile('utf8')).trim();
  } finally {
    await file.close();
  }
  const keyBytes = encodedBytes(text);
  if (keyBytes !== null && keyBytes < minKeyBytes) {
    throw refuse(
      `holds ${keyBytes * 8} bits or a single word: 256 bits are needed. Create it with openssl rand -base64 48, ` +
        `or use a passphrase of several words and at least ${minPassphraseCharacters} characters.`,
    );
  }
  if (keyBytes === null && [...text].length < minPassphraseCharacters) {
    throw refuse(
      `holds a passphrase of fewer than ${minPassphraseCharacters} characters. Better: openssl rand -base64 48.`,
    );
  }
  return Buffer.from(text, 'utf8');
}

/** How many bytes a hex or base64 text stands for; null when it is neither, and so a passphrase. */
function encodedBytes(text: string): number | null {
  if (/^[0-9a-f]+$/i.test(text)) return Math.floor(text.length / 2);
  if (/^[\w+/-]+={0,2}$/.test(text)) return Math.floor((text.replaceAll('=', '').length * 3) / 4);
  return null;
}
