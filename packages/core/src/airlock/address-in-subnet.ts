import { BlockList, isIP } from 'node:net';

/** Whether the address lies in the subnet (CIDR). False for anything that is no address or no subnet. */
export function addressInSubnet(address: string, subnet: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const [network = '', bits = ''] = subnet.split('/');
  const family = isIP(network);
  if (family === 0 || isIP(plain) !== family || !/^\d{1,3}$/.test(bits)) return false;
  const prefix = Number(bits);
  if (prefix < 1 || prefix > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(network, prefix, family === 4 ? 'ipv4' : 'ipv6');
  return list.check(plain, family === 4 ? 'ipv4' : 'ipv6');
}
