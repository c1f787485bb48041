// @ts-check
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** @typedef {{uri: string, suites: string[], components: string[], signedBy?: string}} AptSource */

/**
 * Reads a one-line-style list (sources.list(5)): `deb [options] uri suite component…`.
 * @param {string} text
 * @returns {AptSource[]}
 */
export function parseList(text) {
  /** @type {AptSource[]} */
  const sources = [];
  for (const line of text.split('\n')) {
    const match = /^\s*deb\s+(?:\[(?<options>[^\]]*)\]\s+)?(?<uri>\S+)\s+(?<suite>\S+)\s*(?<components>[^#]*)/.exec(
      line,
    );
    if (!match?.groups) continue;
    const { options = '', uri = '', suite = '', components = '' } = match.groups;
    const signedBy = /signed-by=(\S+)/i.exec(options)?.[1];
    sources.push({ uri, suites: [suite], components: words(components), ...(signedBy ? { signedBy } : {}) });
  }
  return sources;
}

/**
 * Reads the deb822 style: stanzas of `Field: value`, folded lines, comments.
 * @param {string} text
 * @returns {AptSource[]}
 */
export function parseDeb822(text) {
  /** @type {AptSource[]} */
  const sources = [];
  const clean = text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n');
  for (const stanza of clean.split(/\n\s*\n/)) {
    /** @type {Record<string, string>} */
    const fields = {};
    for (const match of stanza.matchAll(/^([A-Za-z-]+):((?:.*)(?:\n[ \t].*)*)/gm)) {
      fields[(match[1] ?? '').toLowerCase()] = (match[2] ?? '').trim();
    }
    if (!words(fields['types'] ?? '').includes('deb') || /^no$/i.test(fields['enabled'] ?? '')) continue;
    const signedBy = fields['signed-by'];
    for (const uri of words(fields['uris'] ?? '')) {
      sources.push({
        uri,
        suites: words(fields['suites'] ?? ''),
        components: words(fields['components'] ?? ''),
        ...(signedBy ? { signedBy } : {}),
      });
    }
  }
  return sources;
}

/**
 * Every binary source of this machine's apt configuration.
 * @param {string} [folder]
 * @returns {Promise<AptSource[]>}
 */
export async function readAptSources(folder = '/etc/apt') {
  const sources = parseList(await readFile(join(folder, 'sources.list'), 'utf8').catch(() => ''));
  for (const name of (await readdir(join(folder, 'sources.list.d')).catch(() => [])).sort()) {
    const text = await readFile(join(folder, 'sources.list.d', name), 'utf8').catch(() => '');
    if (name.endsWith('.list')) sources.push(...parseList(text));
    if (name.endsWith('.sources')) sources.push(...parseDeb822(text));
  }
  return sources;
}

/**
 * The source that Debian itself comes from: the one that carries the suite named like the release.
 * @param {AptSource[]} sources
 * @param {string} codename such as `bookworm`
 * @returns {AptSource | undefined}
 */
export function debianSource(sources, codename) {
  return sources.find((source) => source.suites.includes(codename) && source.components.includes('main'));
}

/** @param {string} text */
function words(text) {
  return text.split(/\s+/).filter((word) => word !== '');
}
