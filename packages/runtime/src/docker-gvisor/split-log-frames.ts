const HEADER_BYTES = 8;

/**
 * The lines of a container's log, oldest first, from Docker's multiplexed stream: frames of a header
 * (stream, three zeros, length as 32 bits big-endian) and text (Docker Engine API, "ContainerAttach").
 */
export function splitLogFrames(stream: Buffer): string[] {
  const parts: Buffer[] = [];
  for (let at = 0; at + HEADER_BYTES <= stream.length;) {
    const end = at + HEADER_BYTES + stream.readUInt32BE(at + 4);
    parts.push(stream.subarray(at + HEADER_BYTES, end));
    at = end;
  }
  const text = Buffer.concat(parts).toString('utf8');
  if (text === '') return [];
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.replace(/\r$/, ''));
}
