// Compares screenshots without an image library: the browser itself decodes them.

/// The part of the pixels (0 to 1) that differ by more than 16 of 255 in a channel. Pictures of different size: 1. What lies in
/// the boxes `but` ({x, y, width, height} in device px) does not count.
export function inkDifference(page, one, other, but = []) {
  return page.evaluate(async ([first, second, boxes]) => {
    const pixels = async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
      const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
      context.drawImage(picture, 0, 0);
      for (const {x, y, width, height} of boxes) context.clearRect(x, y, width, height);
      return context.getImageData(0, 0, picture.width, picture.height);
    };
    const a = await pixels(first), b = await pixels(second);
    if (a.width !== b.width || a.height !== b.height) return 1;
    let differing = 0;
    for (let i = 0; i < a.data.length; i += 4) {
      if (Math.abs(a.data[i] - b.data[i]) > 16 || Math.abs(a.data[i + 1] - b.data[i + 1]) > 16 ||
          Math.abs(a.data[i + 2] - b.data[i + 2]) > 16) {
        differing++;
      }
    }
    return differing / (a.width * a.height);
  }, [one.toString('base64'), other.toString('base64'), but]);
}

/// For each box ({x, y, width, height} in device px): `part`, of its pixels that differ as above from those of all `others`, and
/// `ink`, of those of `one` that are another colour than the box's first.
export function inkDifferences(page, one, others, boxes) {
  return page.evaluate(async ([first, rest, all]) => {
    const read = async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
      const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d', {willReadFrequently: true});
      context.drawImage(picture, 0, 0);
      return context;
    };
    const pictures = await Promise.all([first, ...rest].map(read));
    const differs = (p, q, i, j) => Math.abs(p[i] - q[j]) > 16 || Math.abs(p[i + 1] - q[j + 1]) > 16 || Math.abs(p[i + 2] - q[j + 2]) > 16;
    return all.map(({x, y, width, height}) => {
      for (const {canvas} of pictures)
        if (x + width > canvas.width || y + height > canvas.height) throw new Error(`${x}, ${y} is outside the picture`);
      const [mine, ...theirs] = pictures.map((context) => context.getImageData(x, y, width, height).data);
      let differing = 0, ink = 0;
      for (let i = 0; i < mine.length; i += 4) {
        if (theirs.every((other) => differs(mine, other, i, i))) differing++;
        if (differs(mine, mine, i, 0)) ink++;
      }
      return {part: differing / (width * height), ink: ink / (width * height)};
    });
  }, [one.toString('base64'), others.map((other) => other.toString('base64')), boxes]);
}

/// What `judge` says in the page of the picture's ImageData.
async function judged(page, picture, judge) {
  const image = await page.evaluateHandle(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height);
  }, picture.toString('base64'));
  const answer = await image.evaluate(judge);
  await image.dispose();
  return answer;
}

/// How many pixels of each colour a picture has: {'#f7f8fa': 512000, …}.
export function colours(page, picture) {
  return judged(page, picture, ({data}) => {
    const counts = new Map();
    for (let i = 0; i < data.length; i += 4) {
      const color = data[i] << 16 | data[i + 1] << 8 | data[i + 2];
      counts.set(color, (counts.get(color) ?? 0) + 1);
    }
    return Object.fromEntries([...counts].map(([color, count]) => [`#${color.toString(16).padStart(6, '0')}`, count]));
  });
}

/// Where in a picture something is drawn on the colour of its first pixel: {left, top, right, bottom} in device px.
export function inkBounds(page, picture) {
  return judged(page, picture, ({data, width, height}) => {
    const ink = {left: width, top: height, right: 0, bottom: 0};
    for (let i = 0; i < data.length; i += 4) {
      if (Math.abs(data[i] - data[0]) + Math.abs(data[i + 1] - data[1]) + Math.abs(data[i + 2] - data[2]) < 60) continue;
      const x = (i / 4) % width, y = Math.floor(i / 4 / width);
      ink.left = Math.min(ink.left, x);
      ink.top = Math.min(ink.top, y);
      ink.right = Math.max(ink.right, x + 1);
      ink.bottom = Math.max(ink.bottom, y + 1);
    }
    return ink;
  });
}
