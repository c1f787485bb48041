import { createPrivateKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openNote, signNote } from './signed-note.ts';
import { generateSigningKey } from './signing-key.ts';
import { formatVerifierKey, parseVerifierKey, verifierKeyOf } from './verifier-key.ts';

// The published vector of golang.org/x/mod/sumdb/note (note_test.go), whose format C2SP signed-note is.
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const PETER_SECRET = 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const ENOCH = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop';
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_LINE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const ENOCH_LINE =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n';
const peter = parseVerifierKey(PETER);
const enoch = parseVerifierKey(ENOCH);
/** PKCS #8 of an Ed25519 seed (RFC 8410, section 7). */
const peterPrivate = createPrivateKey({
  key: Buffer.concat([
    Buffer.from('302e020100300506032b657004220420', 'hex'),
    Buffer.from(PETER_SECRET, 'base64').subarray(1),
  ]),
  format: 'der',
  type: 'pkcs8',
});

describe('against the published vector', () => {
  it('writes the same note and the same public key', () => {
    expect(signNote(peterPrivate, 'PeterNeumann', TEXT)).toBe(`${TEXT}\n${PETER_LINE}`);
    expect(formatVerifierKey(verifierKeyOf('PeterNeumann', peterPrivate))).toBe(PETER);
  });

  it('opens a note with one or two known signatures and ignores those of strangers', () => {
    expect(openNote([peter], `${TEXT}\n${PETER_LINE}`)).toBe(TEXT);
    expect(openNote([peter], `${TEXT}\n${ENOCH_LINE}${PETER_LINE}`)).toBe(TEXT);
    expect(openNote([peter, enoch], `${TEXT}\n${PETER_LINE}${ENOCH_LINE}`)).toBe(TEXT);
  });

  it.each([
    ['no signature', TEXT],
    ['an empty signature part', `${TEXT}\n`],
    ['no last newline', `${TEXT}\n${PETER_LINE.slice(0, -1)}`],
    ['a control character', `\x01${TEXT}\n${PETER_LINE}`],
    ['a carriage return', `${TEXT}\n${PETER_LINE}`.replaceAll('\n', '\r\n')],
    ['half a surrogate pair', `\ud800${TEXT}\n${PETER_LINE}`],
    ['a line after the signatures', `${TEXT}\n${PETER_LINE}Unexpected line.\n`],
    ['a name with a space', `${TEXT}\n${PETER_LINE.replace('PeterNeumann', 'Bad Name')}`],
    ['a hyphen for the dash', `${TEXT}\n${PETER_LINE.replace('—', '-')}`],
    ['a signature that is too long', `${TEXT}\n${PETER_LINE.replace('UG/Sff', 'UG/ABCDSff')}`],
    ['another text', `${TEXT.replace('answer', 'Answer')}\n${PETER_LINE}`],
    ['only a stranger', `${TEXT}\n${ENOCH_LINE}`],
    ['a stranger with our name', `${TEXT}\n${ENOCH_LINE.replace('EnochRoot', 'PeterNeumann')}`],
    ['100 signatures', `${TEXT}\n${PETER_LINE.repeat(100)}`],
  ])('refuses a note with %s', (_name, note) => {
    expect(() => openNote([peter], note)).toThrow(Error);
  });

  it('refuses a note if one of two known signatures is wrong', () => {
    const wrong = ENOCH_LINE.replace('eBzm', 'eBzn');
    expect(() => openNote([peter, enoch], `${TEXT}\n${PETER_LINE}${wrong}`)).toThrow('wrong signature');
  });
});

describe('verifier keys', () => {
  it('reads back what it writes', () => {
    const text = formatVerifierKey(verifierKeyOf('a.example/log', generateSigningKey()));
    expect(formatVerifierKey(parseVerifierKey(text))).toBe(text);
  });

  it('refuses every mangling of a key', () => {
    for (let start = 0; start < PETER.length; start += 1) {
      const [before, after] = [PETER.slice(0, start), PETER.slice(start + 1)];
      const next = String.fromCodePoint(PETER.charCodeAt(start) + 1);
      expect(() => parseVerifierKey(before)).toThrow(TypeError);
      expect(() => parseVerifierKey(after)).toThrow(TypeError);
      expect(() => parseVerifierKey(before + next + after)).toThrow(TypeError);
    }
  });

  it('refuses a key of the wrong length or algorithm even if the key id fits', () => {
    expect(() =>
      parseVerifierKey('PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=='),
    ).toThrow(TypeError);
    expect(() => parseVerifierKey('PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')).toThrow(
      TypeError,
    );
  });
});
