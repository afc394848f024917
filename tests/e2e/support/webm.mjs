// A video for tests: a WebM file of a given size and length, each frame a plain colour. The frames come from the browser
// (a lossy WebP is one key frame of VP8), the container is written here.

const kFramesPerSecond = 10;

function element(id, content) {
  const body = Buffer.isBuffer(content) ? content : Buffer.concat(content);
  // The first bit that is set says how many bytes a length has: the highest one, the lowest eight.
  const size = Buffer.alloc(body.length < 127 ? 1 : 8);
  if (size.length === 1) size[0] = 0x80 | body.length;
  else size.writeBigUInt64BE(BigInt(body.length) | 0x0100_0000_0000_0000n);
  return Buffer.concat([Buffer.from(id, 'hex'), size, body]);
}
function number(id, value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return element(id, bytes);
}
function real(id, value) {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return element(id, bytes);
}
const text = (id, words) => element(id, Buffer.from(words));

/// The frame in a WebP file.
function frameOf(webp) {
  for (let at = 12; at + 8 <= webp.length;) {
    const name = webp.toString('latin1', at, at + 4), length = webp.readUInt32LE(at + 4);
    if (name === 'VP8 ') return webp.subarray(at + 8, at + 8 + length);
    at += 8 + length + length % 2;
  }
  throw new Error('The browser made no lossy WebP.');
}

/// `page` makes the frames: any page will do.
export async function videoWebm(page, width, height, seconds = 2) {
  const count = seconds * kFramesPerSecond;
  const pictures = await page.evaluate(async ([w, h, frames]) => {
    const canvas = document.createElement('canvas');
    canvas.width = w;
    canvas.height = h;
    const context = canvas.getContext('2d', {alpha: false});
    const all = [];
    for (let i = 0; i < frames; i++) {
      context.fillStyle = `hsl(${i * 360 / frames} 80% 50%)`;
      context.fillRect(0, 0, w, h);
      all.push(canvas.toDataURL('image/webp', 0.8).split(',')[1]);
    }
    return all;
  }, [width, height, count]);
  const blocks = pictures.map((picture, i) => {
    const head = Buffer.from([0x81, 0, 0, 0x80]);  // track 1, ms since the cluster's beginning, a key frame
    head.writeInt16BE(i * 1000 / kFramesPerSecond, 1);
    return element('a3', [head, frameOf(Buffer.from(picture, 'base64'))]);
  });
  return Buffer.concat([
    element('1a45dfa3', [number('4286', 1), number('42f7', 1), number('42f2', 4), number('42f3', 8), text('4282', 'webm'),
      number('4287', 2), number('4285', 2)]),
    element('18538067', [
      element('1549a966', [number('2ad7b1', 1_000_000), real('4489', seconds * 1000), text('4d80', 'smsdesk'),
        text('5741', 'smsdesk')]),
      element('1654ae6b', [element('ae', [number('d7', 1), number('73c5', 1), number('83', 1), text('86', 'V_VP8'),
        element('e0', [number('b0', width), number('ba', height)])])]),
      element('1f43b675', [number('e7', 0), ...blocks]),
    ]),
  ]);
}
