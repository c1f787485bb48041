import type { Call } from '../row.ts';

type Tree = [
  segment: string | [string, string, 'd', null],
  children: { children?: Tree },
  url?: null,
  mark?: 'refetch',
];

/**
 * The request of a browser that has the layouts of an address already and asks for its page alone: Next then renders
 * nothing else. A check that only a layout makes is not made here.
 */
export function onlyItsPage(call: Call): Call {
  const segments = call.path.split('?')[0]?.split('/').filter(Boolean) ?? [];
  const page: Tree = ['__PAGE__', {}, null, 'refetch'];
  const tree = segments.reduceRight<Tree>(
    (inner, segment, index) => [nameOf(segments, segment, index), { children: inner }],
    page,
  );
  const state = encodeURIComponent(JSON.stringify(['', { children: tree }]));
  return { ...call, headers: { ...call.headers, rsc: '1', 'next-router-state-tree': state } };
}

/** What stands for `[org]` and `[id]` in the tree. */
function nameOf(segments: readonly string[], segment: string, index: number): Tree[0] {
  if (segments[0] === 'o' && index === 1) return ['org', segment, 'd', null];
  if (segments[0] === 'o' && segments[index - 1] === 'bots' && segment !== 'new') return ['id', segment, 'd', null];
  return segment;
}
