import { describe, expect, it } from 'vitest';
import { buildFirewallRestore, buildFirewallRules, holdsRules, repeatsRules } from './build-firewall-rules.ts';

const { v4, v6 } = buildFirewallRules('test', 7170);
const sound = [
  '-P INPUT ACCEPT',
  '-N CLAWBERTH-test',
  '-A INPUT -i cb9f8-+ -j CLAWBERTH-test',
  '-A INPUT ! -i lo -p tcp -m tcp --dport 7170 -j DROP',
  '-A INPUT -j ACCEPT',
  '-A FORWARD -j DOCKER-USER',
  '-A FORWARD -i cb9f8-+ -j DROP',
  '-A FORWARD -o cb9f8-+ -j DROP',
  '-A CLAWBERTH-test -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
  '-A CLAWBERTH-test -p tcp -m tcp --dport 7170 -j ACCEPT',
  '-A CLAWBERTH-test -j DROP',
];

describe('the firewall rules', () => {
  it('are recognised when they stand', () => {
    expect(holdsRules(sound.join('\n'), v4)).toBe(true);
  });

  it('are missed when any one of them is gone', () => {
    const ours = sound.filter((line) => /9f8|7170|CLAWBERTH-test -/.test(line));
    expect(ours).toHaveLength(7);
    for (const rule of ours) {
      expect(holdsRules(sound.filter((line) => line !== rule).join('\n'), v4), rule).toBe(false);
    }
  });

  it('are missed when something that accepts stands before them', () => {
    const before = sound.toSpliced(2, 0, '-A INPUT -p tcp -j ACCEPT');
    expect(holdsRules(before.join('\n'), v4)).toBe(false);
    const between = sound.toSpliced(3, 0, '-A INPUT -j SOMETHING');
    expect(holdsRules(between.join('\n'), v4)).toBe(false);
  });

  it('share the top with other instances and with rules that refuse', () => {
    const shared = sound.toSpliced(
      2,
      0,
      '-A INPUT -i cb37a-+ -j CLAWBERTH-default',
      '-A INPUT -s 192.0.2.7/32 -j DROP',
    );
    expect(holdsRules(shared.join('\n'), v4)).toBe(true);
  });

  it('are missed when the chain lets more through', () => {
    const open = sound.toSpliced(9, 0, '-A CLAWBERTH-test -p tcp -m tcp --dport 5432 -j ACCEPT');
    expect(holdsRules(open.join('\n'), v4)).toBe(false);
    expect(
      holdsRules(
        sound
          .with(8, sound[9] ?? '')
          .with(9, sound[8] ?? '')
          .join('\n'),
        v4,
      ),
    ).toBe(false);
  });

  it('are seen to stand twice', () => {
    expect(repeatsRules(sound.join('\n'), v4)).toBe(false);
    expect(repeatsRules([...sound, ...v4.inForward].join('\n'), v4)).toBe(true);
  });

  it('let nothing of IPv6 through', () => {
    expect(v6.inInput[0]).toBe('-A INPUT -i cb9f8-+ -j DROP');
    expect(v6.chain).toBeNull();
  });

  it('are put in place in one commit, each once, first of all', () => {
    const listing = ['-A INPUT -j ACCEPT', ...v4.inInput, ...v4.inInput].join('\n');
    expect(buildFirewallRestore(listing, v4).split('\n')).toEqual([
      '*filter',
      ':CLAWBERTH-test - [0:0]',
      ...v4.inChain,
      '-D INPUT -i cb9f8-+ -j CLAWBERTH-test',
      '-D INPUT ! -i lo -p tcp -m tcp --dport 7170 -j DROP',
      '-D INPUT -i cb9f8-+ -j CLAWBERTH-test',
      '-D INPUT ! -i lo -p tcp -m tcp --dport 7170 -j DROP',
      '-I FORWARD 1 -o cb9f8-+ -j DROP',
      '-I FORWARD 1 -i cb9f8-+ -j DROP',
      '-I INPUT 1 ! -i lo -p tcp -m tcp --dport 7170 -j DROP',
      '-I INPUT 1 -i cb9f8-+ -j CLAWBERTH-test',
      'COMMIT',
      '',
    ]);
  });
});
