// Pictures for tests: PNG files of a given size, told apart by a seed.
import {deflateSync} from 'node:zlib';
import {makeRandom} from './messages.mjs';

const kTable = Array.from({length: 256}, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xEDB88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
function crc(bytes) {
  let c = 0xFFFFFFFF;
  for (const byte of bytes) c = kTable[(c ^ byte) & 0xFF] ^ (c >>> 8);
  return (c ^ 0xFFFFFFFF) >>> 0;
}
function chunk(name, content) {
  const body = Buffer.concat([Buffer.from(name), content]);
  const head = Buffer.alloc(4), tail = Buffer.alloc(4);
  head.writeUInt32BE(content.length);
  tail.writeUInt32BE(crc(body));
  return Buffer.concat([head, body, tail]);
}

/// With `isNoise` it cannot be compressed: about three bytes a pixel.
export function picturePng(width, height, seed, isNoise = false) {
  const random = makeRandom(seed);
  const rows = Buffer.alloc((width * 3 + 1) * height);
  const color = [random() * 255, random() * 255, random() * 255];
  for (let y = 0, at = 0; y < height; y++) {
    rows[at++] = 0;
    for (let x = 0; x < width * 3; x++) rows[at++] = isNoise ? random() * 256 : (color[x % 3] + y + x / 3) & 0xFF;
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]), chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, {level: isNoise ? 0 : 6})), chunk('IEND', Buffer.alloc(0))]);
}
