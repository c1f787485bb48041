// @ts-check
import { describe, expect, it } from 'vitest';
import { debianSource, parseDeb822, parseList } from './apt-sources.mjs';
import { backportsSource, hasBackports } from './backports-source.mjs';

const list = `
# deb http://commented.example/debian bookworm main
deb-src http://source.example/debian bookworm main
deb [arch=amd64 signed-by=/usr/share/keyrings/a.gpg] http://mirror.example/debian bookworm main contrib # ours
deb http://mirror.example/security bookworm-security main
`;
const deb822 = `Types: deb deb-src
# http://comment.example/archive
URIs: http://mirror.example/debian
  http://second.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://off.example/debian
Suites: bookworm-backports
Components: main
Enabled: no
`;

describe('apt sources', () => {
  it('reads the one-line style with options and comments', () => {
    expect(parseList(list)).toEqual([
      {
        uri: 'http://mirror.example/debian',
        suites: ['bookworm'],
        components: ['main', 'contrib'],
        signedBy: '/usr/share/keyrings/a.gpg',
      },
      { uri: 'http://mirror.example/security', suites: ['bookworm-security'], components: ['main'] },
    ]);
  });

  it('reads deb822 stanzas with folded lines and leaves out what is switched off', () => {
    const sources = parseDeb822(deb822);
    expect(sources.map(({ uri }) => uri)).toEqual(['http://mirror.example/debian', 'http://second.example/debian']);
    expect(sources[0]).toMatchObject({
      suites: ['bookworm', 'bookworm-updates'],
      signedBy: '/usr/share/keyrings/debian-archive-keyring.gpg',
    });
    expect(hasBackports(sources, 'bookworm')).toBe(false);
  });

  it('derives the backports source from the one that carries the release', () => {
    const debian = debianSource(parseDeb822(deb822), 'bookworm');
    if (!debian) throw new Error('no Debian source found');
    const written = parseDeb822(backportsSource(debian, 'bookworm'));
    expect(written).toEqual([{ ...debian, suites: ['bookworm-backports'], components: ['main'] }]);
    expect(hasBackports(written, 'bookworm')).toBe(true);
  });

  it('does not take the security archive for Debian', () => {
    expect(
      debianSource(parseList('deb http://mirror.example/security bookworm-security main'), 'bookworm'),
    ).toBeUndefined();
  });
});
