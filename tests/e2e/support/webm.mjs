// Videos for tests. A WebM file of a given size and length has frames of a plain colour each: they come from the browser
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
  const blocks = pictures.map((picture, i) => block(i * 1000 / kFramesPerSecond, frameOf(Buffer.from(picture, 'base64'))));
  return webm(seconds, [number('83', 1), text('86', 'V_VP8'), element('e0', [number('b0', width), number('ba', height)])], blocks);
}

/// One with a tone and no picture: what a browser reads of a video whose picture it does not know.
export async function soundWebm(page) {
  const packets = await page.evaluate(async () => {
    const all = [];
    const encoder = new AudioEncoder({
      error: (fault) => { throw fault; },
      output: (chunk) => {
        const bytes = new Uint8Array(chunk.byteLength);
        chunk.copyTo(bytes);
        all.push([chunk.timestamp / 1000, btoa(String.fromCharCode(...bytes))]);
      },
    });
    encoder.configure({codec: 'opus', sampleRate: 48000, numberOfChannels: 1});
    const samples = Float32Array.from({length: 48000}, (_, i) => 0.2 * Math.sin(i * 440 * 2 * Math.PI / 48000));
    encoder.encode(new AudioData({
      format: 'f32', sampleRate: 48000, numberOfFrames: 48000, numberOfChannels: 1, timestamp: 0, data: samples,
    }));
    await encoder.flush();
    return all;
  });
  const head = Buffer.from('OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0', 'latin1');  // one channel, 48 kHz
  const track = [number('83', 2), text('86', 'A_OPUS'), element('63a2', head),
    element('e1', [real('b5', 48000), number('9f', 1)])];
  return webm(1, track, packets.map(([at, bytes]) => block(Math.round(at), Buffer.from(bytes, 'base64'))));
}

function block(at, content) {
  const head = Buffer.from([0x81, 0, 0, 0x80]);  // track 1, ms since the cluster's beginning, a key frame
  head.writeInt16BE(at, 1);
  return element('a3', [head, content]);
}

function webm(seconds, track, blocks) {
  return Buffer.concat([
    element('1a45dfa3', [number('4286', 1), number('42f7', 1), number('42f2', 4), number('42f3', 8), text('4282', 'webm'),
      number('4287', 2), number('4285', 2)]),
    element('18538067', [
      element('1549a966', [number('2ad7b1', 1_000_000), real('4489', seconds * 1000), text('4d80', 'smsdesk'),
        text('5741', 'smsdesk')]),
      element('1654ae6b', [element('ae', [number('d7', 1), number('73c5', 1), ...track])]),
      element('1f43b675', [number('e7', 0), ...blocks]),
    ]),
  ]);
}

/// A film of a plain colour as an iPhone's: QuickTime's container. Null where this browser can make none.
export async function videoMov(page, width, height) {
  const recorded = await page.evaluate(async ([w, h]) => {
    const type = 'video/mp4; codecs="avc1.42E01E"';
    if (!MediaRecorder.isTypeSupported(type)) return null;
    const canvas = document.createElement('canvas');
    canvas.width = w;
    canvas.height = h;
    const context = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(20), {mimeType: type});
    const parts = [];
    recorder.ondataavailable = (event) => parts.push(event.data);
    recorder.start();
    for (let i = 0; i < 20; i++) {
      context.fillStyle = `hsl(${i * 9} 80% 50%)`;
      context.fillRect(0, 0, w, h);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await new Promise((resolve) => { recorder.onstop = resolve; recorder.stop(); });
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  }, [width, height]);
  if (recorded === null) return null;
  const film = Buffer.from(recorded, 'base64');
  // What it is says its first box: the brand, its version, and others that it is compatible with.
  for (let at = 8; at < film.readUInt32BE(0); at += 4) if (at !== 12) film.write('qt  ', at, 'latin1');
  return film;
}
