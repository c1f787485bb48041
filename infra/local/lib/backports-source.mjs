// @ts-check
/** @typedef {import('./apt-sources.mjs').AptSource} AptSource */

/**
 * The deb822 text of the backports source that belongs to a machine's own Debian source.
 * @param {AptSource} debian
 * @param {string} codename
 * @returns {string}
 */
export function backportsSource(debian, codename) {
  return [
    '# Written by Clawberth: the gVisor that has the systrap platform comes from here.',
    'Types: deb',
    `URIs: ${debian.uri}`,
    `Suites: ${codename}-backports`,
    'Components: main',
    ...(debian.signedBy ? [`Signed-By: ${debian.signedBy}`] : []),
    '',
  ].join('\n');
}

/**
 * Whether some source already carries the backports suite.
 * @param {AptSource[]} sources
 * @param {string} codename
 */
export function hasBackports(sources, codename) {
  return sources.some((source) => source.suites.includes(`${codename}-backports`));
}
