import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ORGANISATION } from './audit-record.fixture.ts';
import { openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { hashRecord } from './hash-record.ts';
import { signNote } from './signed-note.ts';
import { generateSigningKey, publicKeyText, readPublicKeys } from './signing-key.ts';

const key = generateSigningKey();
const publicKey = publicKeyText(key);
const checkpoint = {
  organisationId: ORGANISATION,
  sequence: 1_234_567,
  hash: hashRecord('x'),
  time: new Date('2026-11-20T11:22:33.987Z'),
};
const note = signCheckpoint(key, checkpoint);
const body = note.slice(0, note.indexOf('\n\n') + 1);

describe('signCheckpoint and openCheckpoint', () => {
  it('give back what was signed, its time to the second', () => {
    const opened = { ...checkpoint, time: new Date('2026-11-20T11:22:33Z') };
    expect(openCheckpoint(publicKey, note)).toEqual(opened);
    expect(openCheckpoint(readPublicKeys(publicKey), note)).toEqual(opened);
  });

  it('write the form of C2SP tlog-checkpoint', () => {
    expect(body).toBe(
      `clawberth.audit/${ORGANISATION}\n1234567\n${hashRecord('x').toString('base64')}\n2026-11-20T11:22:33Z\n`,
    );
    expect(note.slice(body.length)).toMatch(/^\n— clawberth\.audit [A-Za-z0-9+/]{91}=\n$/);
  });

  it('make a signature that node:crypto alone verifies', () => {
    const [, keyId = '', keyData = ''] = /^clawberth\.audit\+(.{8})\+(.*)$/.exec(publicKey) ?? [];
    const signature = Buffer.from(/ (\S+)\n$/.exec(note)?.[1] ?? '', 'base64');
    expect(signature.subarray(0, 4).toString('hex')).toBe(keyId);
    // SubjectPublicKeyInfo of an Ed25519 key (RFC 8410, section 4)
    const spki = Buffer.concat([
      Buffer.from('302a300506032b6570032100', 'hex'),
      Buffer.from(keyData, 'base64').subarray(1),
    ]);
    const independent = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    expect(verify(null, Buffer.from(body), independent, signature.subarray(4))).toBe(true);
    expect(verify(null, Buffer.from(`${body} `), independent, signature.subarray(4))).toBe(false);
  });

  it('refuse a checkpoint that another key signed', () => {
    expect(() => openCheckpoint(publicKeyText(generateSigningKey()), note)).toThrow('not signed by the given key');
  });

  it('refuse a checkpoint with any one character changed', () => {
    for (let at = 0; at < note.length; at += 1) {
      const other = note[at] === 'A' ? 'B' : 'A';
      expect(() => openCheckpoint(publicKey, note.slice(0, at) + other + note.slice(at + 1))).toThrow(Error);
    }
  });

  it.each([
    ['another origin', body.replace('clawberth', 'somebody')],
    ['a longer origin', body.replace(ORGANISATION, `${ORGANISATION}/x`)],
    ['an organisation in capitals', body.replace(ORGANISATION, ORGANISATION.toUpperCase())],
    ['a sequence of zero', body.replace('1234567', '0')],
    ['a leading zero', body.replace('1234567', '01234567')],
    ['an unsafe sequence', body.replace('1234567', '9007199254740993')],
    ['a short hash', body.replace(/\n[^\n]{44}\n/, '\nAAAA\n')],
    ['no time', body.replace(/[^\n]*Z\n$/, '')],
    ['an impossible time', body.replace('11-20T11', '13-40T31')],
    ['one line more', `${body}extension\n`],
  ])('refuse %s, although well signed', (_name, text) => {
    expect(() => openCheckpoint(publicKey, signNote(key, 'clawberth.audit', text))).toThrow('malformed checkpoint');
  });

  it.each([
    ['organisation', { organisationId: 'harbour' }],
    ['sequence', { sequence: 0 }],
    ['hash', { hash: Buffer.alloc(31) }],
    ['time', { time: new Date(Number.NaN) }],
  ])('do not sign an impossible %s', (_name, change) => {
    expect(() => signCheckpoint(key, { ...checkpoint, ...change })).toThrow(TypeError);
  });
});
