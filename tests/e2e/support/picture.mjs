// Compares screenshots without an image library: the browser itself decodes them.

/// The part of the pixels (0 to 1) that differ by more than 16 of 255 in a channel. Pictures of different size: 1.
export function inkDifference(page, one, other) {
  return page.evaluate(async ([first, second]) => {
    const pixels = async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
      const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
      context.drawImage(picture, 0, 0);
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
  }, [one.toString('base64'), other.toString('base64')]);
}
