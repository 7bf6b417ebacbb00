/** A `string` of the SSH wire format: length as 32 bits big-endian, then the bytes (RFC 4251, section 5). */
export function sshString(data: Uint8Array | string): Buffer {
  const bytes = Buffer.from(data);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A `uint32` of the SSH wire format. */
export function sshUint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Splits `count` strings of the SSH wire format; null when the bytes are not exactly those. */
export function parseSshStrings(bytes: Buffer, count: number): Buffer[] | null {
  const strings: Buffer[] = [];
  let at = 0;
  while (strings.length < count) {
    if (at + 4 > bytes.length) return null;
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) return null;
    strings.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return at === bytes.length ? strings : null;
}
