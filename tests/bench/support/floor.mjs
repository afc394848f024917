// The floor of what an agent waits for: one flush of a written page to disk + one round trip over a loopback WebSocket + one
// frame, in the same browser and on the same disk as what is measured, with nothing of ours in between.
import {closeSync, fdatasyncSync, openSync, writeSync} from 'node:fs';
import path from 'node:path';
import {wallNow} from './browser.mjs';
import {servePages} from './pages.mjs';
import {atEnd} from './processes.mjs';

export const kFloor = 'fsync + WebSocket round trip + frame';
export const kFloorAtRate = `${kFloor}, 100 a second`;

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/// {times(count), timesAt(rate, count)}: the milliseconds of that many, each at an irregular instant: one after the other, or
/// so many a second, whether or not those before are through. Its page comes to the front for it.
export async function openFloor(context, folder) {
  const pages = await servePages();
  const page = await context.newPage();
  await page.goto(`${pages.url}/floor.html`);
  const socket = await pages.socket;
  const disk = openSync(path.join(folder, 'flushed'), 'a');
  atEnd(() => closeSync(disk));
  return {times: async (count) => {
    await page.bringToFront();
    return timesOf(socket, disk, count);
  }, timesAt: async (rate, count) => {
    await page.bringToFront();
    return timesAt(socket, disk, rate, count);
  }};
}

/// The page answers each once its frame is painted, in order; the way there and back is the round trip.
async function timesAt(socket, disk, rate, count) {
  const page = Buffer.alloc(4096, 1);
  const times = [];
  const began = [];
  const isThrough = new Promise((resolve) => {
    const take = () => {
      times.push(wallNow() - began[times.length]);
      if (times.length < count) return;
      socket.off('message', take);
      resolve();
    };
    socket.on('message', take);
  });
  const start = wallNow();
  for (let i = 0; i < count; ++i) {
    await wait(Math.max(0, start + (i + Math.random() * 0.9) * 1000 / rate - wallNow()));
    began.push(wallNow());
    writeSync(disk, page);
    fdatasyncSync(disk);
    socket.send('frame');
  }
  await isThrough;
  return times;
}

async function timesOf(socket, disk, count) {
  const reply = () => new Promise((resolve) => socket.once('message', (data) => resolve(String(data))));
  const page = Buffer.alloc(4096, 1);
  const times = [];
  for (let i = 0; i < count; ++i) {
    await wait(Math.random() * 30);
    const began = wallNow();
    writeSync(disk, page);
    fdatasyncSync(disk);
    const flushed = wallNow();
    const echoed = reply();
    socket.send('echo');
    await echoed;
    const returned = wallNow();
    const drawn = reply();
    socket.send('frame');
    await drawn;
    // The way there and back of this last word is one more round trip, which is taken off again.
    const frame = Math.max(0, wallNow() - returned - (returned - flushed));
    times.push(returned - began + frame);
  }
  return times;
}
