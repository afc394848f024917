// Files of messages, by role and name: what customers send is seen, heard and downloaded; what agents attach by picker, drop
// and paste goes out as one message; what fails takes nothing with it.
import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import {cp, mkdtemp, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {accessibilityViolations} from './support/browser.mjs';
import {kSupport, stored, until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';
import {picturePng} from './support/png.mjs';
import {soundWebm, videoMov, videoWebm} from './support/webm.mjs';

// Eight seconds of silence would do as well; what matters is that the browser's own element can read it.
function wav(seconds = 1) {
  const samples = 8000 * seconds;
  const bytes = Buffer.alloc(44 + samples);
  bytes.write('RIFF', 0); bytes.writeUInt32LE(36 + samples, 4); bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16); bytes.writeUInt16LE(1, 20); bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(8000, 24); bytes.writeUInt32LE(8000, 28); bytes.writeUInt16LE(1, 32); bytes.writeUInt16LE(8, 34);
  bytes.write('data', 36); bytes.writeUInt32LE(samples, 40); bytes.fill(128, 44);
  return bytes;
}

describe('files of messages', {timeout: 300_000}, () => {
  const own = withDesk({}, 5800);
  let folder;
  before(async () => { folder = await mkdtemp(path.join(tmpdir(), 'smsdesk-files-')); });
  after(() => rm(folder, {recursive: true, force: true}));

  const upload = (bytes, type) => own.desk.keepMedia(bytes, type);
  const send = (from, media, text) => own.desk.sendMedia(from, media, text);
  const outbound = async (phone) => (await own.desk.phone(phone)).filter((one) => one.direction.startsWith('outbound'));
  const attachments = (ana) => ana.page.getByRole('list', {name: 'Attachments'}).getByRole('listitem');
  /// As if dragged from the desktop, onto the page's middle.
  async function drop(page, name, type, bytes) {
    await page.evaluate(([name, type, base64]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name, {type}));
      const stage = document.getElementById('stage');
      for (const kind of ['dragenter', 'dragover', 'drop']) {
        stage.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
      }
    }, [name, type, Buffer.from(bytes).toString('base64')]);
  }
  async function paste(page, type, bytes) {
    await page.evaluate(([type, base64]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], 'image.png', {type}));
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
    }, [type, Buffer.from(bytes).toString('base64')]);
  }
  async function choose(ana, files, button = 'Attach files') {
    const chooser = ana.page.waitForEvent('filechooser');
    await ana.button(button).click();
    await (await chooser).setFiles(files);
  }

  it('prints pictures in a transcript, whose text tells their kind', async () => {
    const ana = await own.answered('A picture follows');
    await send(ana.phone, ['sample:0'], 'the picture');
    await ana.messages().getByRole('button', {name: /^Picture from /}).waitFor();
    await ana.button('Print or save a transcript').click();
    const [print] = await Promise.all([ana.page.context().waitForEvent('page'), ana.entry('Print').first().click()]);
    await print.waitForLoadState();
    const picture = print.getByRole('img', {name: /picture$/});
    await picture.waitFor();
    assert.deepEqual(await picture.evaluate((img) => [img.complete, img.naturalWidth, img.naturalHeight]), [true, 320, 240]);
    assert.deepEqual(await accessibilityViolations(print), []);
    const {pathname} = new URL(print.url());
    const text = await ana.page.evaluate(async (path) => (await fetch(`${path}?format=txt`)).text(), pathname);
    assert.match(text, /\n\[Attachment: \w+ picture\]\nthe picture\n/);
    assert.doesNotMatch(text, /image\//);
    await print.close();
  });

  it('shows a customer’s picture, large in the viewer, with its neighbours, and gives the focus back', async () => {
    const ana = await own.answered('Two pictures follow');
    await send(ana.phone, ['sample:0'], 'the first');
    await send(ana.phone, ['sample:2'], 'the second');
    const name = /^Picture from \+1 415 555 \d{4}, 320 × 240$/;
    const pictures = ana.messages().getByRole('button', {name});
    await until(async () => await pictures.count() === 2, 'both pictures have come');
    await pictures.first().focus();
    await ana.page.keyboard.press('Enter');
    const viewer = ana.page.getByRole('dialog', {name});
    await viewer.waitFor();
    await viewer.getByRole('img', {name}).waitFor();
    assert.equal(await viewer.getByRole('img').evaluate((image) => image.naturalWidth), 320);
    await viewer.getByText('1 of 2', {exact: true}).waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), [], 'with a picture');
    await ana.page.keyboard.press('ArrowRight');
    await viewer.getByText('2 of 2', {exact: true}).waitFor();
    const width = () => viewer.getByRole('img').evaluate((image) => image.getBoundingClientRect().width);
    const before = await width();
    await viewer.getByRole('button', {name: 'Zoom in'}).click();
    assert.ok(await width() > before, 'it is larger');
    // Then it is moved by the keyboard, and the arrow keys do not turn to the one before.
    const once = await width();
    await ana.page.keyboard.press('+');
    assert.ok(await width() > once && once > 1280, 'also than the page');
    assert.deepEqual(await accessibilityViolations(ana.page), [], 'with a picture that is larger than the page');
    const room = viewer.getByRole('group', {name});
    for (let i = 0; i < 8 && !await room.evaluate((element) => element === document.activeElement); i++)
      await ana.page.keyboard.press('Tab');
    await ana.page.keyboard.press('ArrowDown');
    await until(() => room.evaluate((element) => element.scrollTop > 0), 'it has moved');
    await ana.page.keyboard.press('ArrowLeft');
    assert.equal(await viewer.getByText('2 of 2', {exact: true}).count(), 1);
    await ana.page.keyboard.press('-');
    await ana.page.keyboard.press('-');
    await until(async () => await room.count() === 0, 'it is as large as the page again');
    assert.equal(await ana.page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Zoom in');
    const download = ana.page.waitForEvent('download');
    await viewer.getByRole('button', {name: 'Download'}).click();
    assert.match((await download).suggestedFilename(), /^attachment-\d+-1\.png$/);
    await ana.page.keyboard.press('Escape');
    await viewer.waitFor({state: 'detached'});
    assert.match(await ana.page.evaluate(() => document.activeElement.getAttribute('aria-label')), name);
    // Whoever goes on at once, before the browser has told that it is closed, is left where they are.
    await pictures.first().focus();
    await ana.page.keyboard.press('Enter');
    await viewer.waitFor();
    const went = await ana.page.evaluate(() => new Promise((resolve) => {
      const dialog = document.querySelector('dialog.viewer'), composer = document.querySelector('textarea[aria-label^="Message to"]');
      dialog.addEventListener('close', () => setTimeout(() => resolve(document.activeElement === composer)));
      dialog.close();
      composer.focus();
    }));
    assert.ok(went, 'the focus has not gone back from the composer');
    await ana.page.keyboard.type('Thanks');
    await until(async () => await ana.composer().inputValue() === 'Thanks', 'the keys are heard there');
    await ana.composer().fill('');
    await ana.end();
  });

  it('shows a picture whose loading fails a few times, without anybody doing anything', async () => {
    const ana = await own.answered('A picture follows');
    own.desk.expectFault(/ status of 503 .* at \S+\/media\/[0-9a-f]{64}$/);
    own.desk.expectFault(/ net::ERR_FAILED at \S+\/media\/[0-9a-f]{64}$/);
    const answers = [(route) => route.fulfill({status: 503, body: ''}), (route) => route.abort()];
    await ana.page.context().route(/\/media\/[0-9a-f]{64}$/, (route) => (answers.shift() ?? ((one) => one.continue()))(route));
    await send(ana.phone, ['sample:0']);
    await ana.messages().getByRole('button', {name: /could not be loaded\. The page keeps trying to load it\.$/}).waitFor();
    await ana.messages().getByRole('button', {name: /^Picture from \+1 415 555 \d{4}, 320 × 240$/}).waitFor();
    assert.equal(answers.length, 0);
    await ana.end();
  });

  it('says so where a picture cannot be shown, and how to go on', async () => {
    const ana = await own.answered('A broken picture follows');
    const broken = (route) => route.fulfill({contentType: 'image/png', body: 'no picture'});
    let answer = broken;
    await ana.page.context().route(/\/media\/[0-9a-f]{64}$/, (route) => answer(route));
    await send(ana.phone, ['sample:0']);
    const name = /^Picture from \+1 415 555 \d{4}, 320 × 240$/;
    const lost = (sentence) => ana.messages().getByRole('img', {name: new RegExp(`could not be loaded\\. ${sentence}\\.$`)});
    await lost('The picture cannot be shown').waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.messages().getByRole('button', {name: /^Open: Picture from/}).click();
    const viewer = ana.page.getByRole('dialog', {name});
    await viewer.getByRole('alert').waitFor();
    await viewer.getByText('Download', {exact: true}).waitFor();
    await ana.page.keyboard.press('Escape');
    await viewer.waitFor({state: 'detached'});
    own.desk.expectFault(/ status of 404 .* at \S+\/media\/[0-9a-f]{64}$/);
    answer = (route) => route.fulfill({status: 404, body: ''});
    const again = ana.messages().getByRole('button', {name: /^Try again/});
    await again.focus();
    await ana.page.keyboard.press('Enter');
    await lost('The relay does not have it, or you may not see it').waitFor();
    await until(() => again.evaluate((element) => element === document.activeElement), 'the focus is at the way on');
    answer = (route) => route.continue();
    await ana.page.keyboard.press('Enter');
    const picture = ana.messages().getByRole('button', {name});
    await picture.waitFor();
    await until(() => picture.evaluate((element) => element === document.activeElement), 'the focus is at the picture');
    assert.equal(await again.count(), 0);
    await ana.end();
  });

  it('plays audio, and downloads what no browser should show', async () => {
    const ana = await own.answered('Files follow');
    await send(ana.phone, [await upload(wav(), 'image/jpeg'), await upload('%PDF-1.4\n1 0 obj\n', 'text/html'),
      await upload('<script>alert(1)</script>', 'image/png')]);
    const play = ana.messages().getByRole('button', {name: /^Play: Audio from/});
    await play.click();
    const viewer = ana.page.getByRole('dialog', {name: /^Audio from/});
    await viewer.waitFor();
    const audio = viewer.locator('audio');
    assert.match(await audio.getAttribute('aria-label'), /^Audio from \+1 415 555/);
    assert.equal(await audio.evaluate((element) => element.controls), true);
    await until(() => audio.evaluate((element) => element.duration > 0.9), 'the browser reads it');
    await until(() => audio.evaluate((element) => element.ended && element.error === null), 'it is played to its end');
    await ana.page.keyboard.press('Escape');
    const download = ana.page.waitForEvent('download');
    await ana.messages().getByRole('button', {name: /^Download: PDF document from/}).click();
    const kept = await download;
    assert.match(kept.suggestedFilename(), /\.pdf$/);
    assert.equal((await readFile(await kept.path())).toString().slice(0, 8), '%PDF-1.4');
    await ana.messages().getByRole('button', {name: /^Download: File from/}).waitFor();
    await ana.end();
  });

  it('plays a customer’s video over the page, by its controls, and gives the focus back', async () => {
    const ana = await own.answered('A video follows');
    await send(ana.phone, [await upload(await videoWebm(ana.page, 160, 120), 'application/octet-stream')], 'the noise it makes');
    const play = ana.messages().getByRole('button', {name: /^Play: Video from \+1 415 555 \d{4}, /});
    await play.focus();
    await ana.page.keyboard.press('Enter');
    const viewer = ana.page.getByRole('dialog', {name: /^Video from \+1 415 555/});
    await viewer.waitFor();
    const video = viewer.locator('video');
    assert.match(await video.getAttribute('aria-label'), /^Video from \+1 415 555/);
    assert.equal(await video.evaluate((element) => element.controls), true);
    // By itself, since the agent has asked for it, and as the file is: its size, its length, and its picture, not nothing.
    await until(() => video.evaluate((element) => element.ended && element.error === null), 'it is played to its end');
    assert.deepEqual(await video.evaluate((element) => [element.videoWidth, element.videoHeight, element.duration]), [160, 120, 2]);
    const colour = await video.evaluate((element) => {
      const context = new OffscreenCanvas(1, 1).getContext('2d');
      context.drawImage(element, 0, 0, 1, 1);
      return [...context.getImageData(0, 0, 1, 1).data];
    });
    assert.ok(Math.max(...colour.slice(0, 3)) - Math.min(...colour.slice(0, 3)) > 100, `a strong colour: ${colour}`);
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    const download = ana.page.waitForEvent('download');
    await viewer.getByRole('button', {name: 'Download'}).click();
    assert.match((await download).suggestedFilename(), /\.webm$/);
    await ana.page.keyboard.press('Escape');
    await viewer.waitFor({state: 'detached'});
    await until(() => play.evaluate((element) => element === document.activeElement), 'the focus is back');
    await ana.end();
  });

  it('says so where the browser cannot play what came', async () => {
    const ana = await own.answered('Is this one broken?');
    const broken = await videoWebm(ana.page, 160, 120);
    broken.fill(0, 64);  // what it is still stands at its beginning
    await send(ana.phone, [await upload(broken, 'video/webm')]);
    await ana.messages().getByRole('button', {name: /^Play: Video from/}).click();
    const viewer = ana.page.getByRole('dialog', {name: /^Video from/});
    await viewer.getByRole('alert').waitFor();
    assert.equal(await viewer.locator('video').count(), 0);
    assert.notEqual((await viewer.getByRole('alert').textContent()).trim(), '');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    const download = ana.page.waitForEvent('download');
    await viewer.getByText('Download', {exact: true}).click();
    assert.match((await download).suggestedFilename(), /\.webm$/);
    await ana.page.keyboard.press('Escape');
    await viewer.waitFor({state: 'detached'});
    await ana.end();
  });

  it('says so where only the sound of a video is played', async () => {
    const ana = await own.answered('Do you see me?');
    await send(ana.phone, [await upload(await soundWebm(ana.page), 'video/webm')]);
    await ana.messages().getByRole('button', {name: /^Play: Video from/}).click();
    const viewer = ana.page.getByRole('dialog', {name: /^Video from/});
    await viewer.getByRole('alert').filter({hasText: 'Only its sound can be played here.'}).waitFor();
    await viewer.getByText('Download', {exact: true}).waitFor();
    await until(() => viewer.locator('video').evaluate((video) => video.ended && video.error === null), 'it is played to its end');
    await ana.page.keyboard.press('Escape');
    await viewer.waitFor({state: 'detached'});
    await ana.end();
  });

  /// What a phone calls so by its first bytes; there is nothing behind them.
  const amr = () => Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(64)]);
  const heic = () => Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(64)]);

  it('offers as a download what this browser says that it cannot play or show, and says so', async () => {
    const ana = await own.answered('From an iPhone');
    await send(ana.phone, [await upload(amr(), 'audio/mpeg'), await upload(heic(), 'image/jpeg')]);
    const voice = ana.messages().getByRole('button', {name: /^Download: AMR audio from .*, \d+ bytes\. This browser cannot play it\.$/});
    await voice.waitFor();
    await ana.messages().getByRole('button', {name: /^Download: HEIC picture from .*, \d+ bytes\. This browser cannot show it\.$/}).waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    const download = ana.page.waitForEvent('download');
    await voice.click();
    const kept = await download;
    assert.match(kept.suggestedFilename(), /\.amr$/);
    assert.deepEqual(await readFile(await kept.path()), amr());
    await ana.end();
  });

  it('plays an iPhone’s video where the browser knows what is in it', async (t) => {
    const ana = await own.answered('A film follows');
    const film = await videoMov(ana.page, 160, 120);
    if (film === null) {
      await ana.end();
      return t.skip('this browser has no H.264');
    }
    await send(ana.phone, [await upload(film, 'application/octet-stream')]);
    await ana.messages().getByRole('button', {name: /^Play: Video from/}).click();
    const viewer = ana.page.getByRole('dialog', {name: /^Video from/});
    const video = viewer.locator('video');
    await until(() => video.evaluate((element) => element.ended && element.error === null), 'it is played to its end');
    assert.equal(await video.evaluate((element) => element.videoWidth), 160);
    const type = await video.evaluate(async (element) => (await fetch(element.src)).headers.get('Content-Type'));
    assert.equal(type, 'video/quicktime');
    await ana.page.keyboard.press('Escape');
    await viewer.waitFor({state: 'detached'});
    await ana.end();
  });

  it('takes a browser at its word, and says what became of it', async () => {
    const ana = await own.answered('From an iPhone, to one');
    await send(ana.phone, [await upload(amr(), 'audio/amr'), await upload(heic(), 'image/heic')]);
    await ana.messages().getByRole('button', {name: /^Download: AMR audio from/}).waitFor();
    await ana.page.context().addInitScript(() => {
      HTMLMediaElement.prototype.canPlayType = () => 'maybe';
      delete globalThis.ImageDecoder;  // it cannot be asked
    });
    await ana.page.reload();
    await ana.roster().getByRole('button').first().click();
    await ana.messages().getByRole('img', {name: /^Picture from .* could not be loaded\. The picture cannot be shown\.$/}).waitFor();
    await ana.messages().getByRole('button', {name: /^Play: Audio from/}).click();
    const viewer = ana.page.getByRole('dialog', {name: /^Audio from/});
    await viewer.getByRole('alert').filter({hasText: 'It cannot be shown here.'}).waitFor();
    const download = ana.page.waitForEvent('download');
    await viewer.getByText('Download', {exact: true}).click();
    assert.match((await download).suggestedFilename(), /\.amr$/);
    await ana.page.keyboard.press('Escape');
    await viewer.waitFor({state: 'detached'});
    await ana.end();
  });

  it('says so where an attached picture cannot be shown in the composer, and how to go on', async () => {
    const ana = await own.answered('Send it');
    own.desk.expectFault(/ status of 404 .* at \S+\/media\/[0-9a-f]{64}$/);
    let answer = (route) => route.fulfill({status: 404, body: ''});
    await ana.page.context().route(/\/media\/[0-9a-f]{64}$/, (route) => answer(route));
    await drop(ana.page, 'map.png', 'image/png', picturePng(64, 48, 31));
    await attachments(ana).filter({hasText: 'could not be loaded. The relay does not have it, or you may not see it.'}).waitFor();
    await ana.button('Remove map.png').waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    answer = (route) => route.continue();
    const again = ana.page.getByRole('button', {name: /^Try again: map\.png, /});
    await again.focus();
    await ana.page.keyboard.press('Enter');
    await again.waitFor({state: 'detached'});
    await until(async () => await attachments(ana).filter({hasText: 'could not be loaded'}).count() === 0, 'it is shown');
    assert.equal(await ana.page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Remove map.png');
    await ana.button('Remove map.png').click();
    await until(async () => await attachments(ana).count() === 0, 'it is taken off');
    await ana.end();
  });

  it('sends pictures from picker, drop and clipboard as one message with its text', async () => {
    const ana = await own.answered('Please send me pictures');
    const file = path.join(folder, 'map.png');
    await writeFile(file, picturePng(64, 48, 1));
    await choose(ana, [file]);
    await drop(ana.page, 'dropped.png', 'image/png', picturePng(80, 60, 2));
    await ana.composer().focus();
    await paste(ana.page, 'image/png', picturePng(90, 30, 3));
    await until(async () => await attachments(ana).count() === 3, 'three are attached');
    await ana.page.getByText(/^MMS · 3 files · .* of 5 MB/).waitFor();
    await ana.page.getByRole('button', {name: 'Remove dropped.png'}).click();
    await until(async () => await attachments(ana).count() === 2, 'one is taken off');
    await ana.write('Here they are');
    await until(async () => (await outbound(ana.phone)).some((one) => one.status === 'delivered'), 'the phone has it');
    const [message] = await outbound(ana.phone);
    assert.equal(message.body, 'Here they are');
    assert.equal(message.media.length, 2);
    const bytes = Buffer.from(await (await fetch(message.media[0].url)).arrayBuffer());
    assert.deepEqual(bytes, await readFile(file));
    assert.equal(message.media[0].content_type, 'image/png');
    await ana.marked('Here they are', 'Delivered').waitFor();
    await ana.messages().getByRole('button', {name: 'Picture map.png from you, 64 × 48'}).waitFor();
    assert.equal(await attachments(ana).count(), 0);
    await ana.end();
  });

  it('attaches no picture that is pasted into a note', async () => {
    const ana = await own.answered('Is it this one?');
    await ana.tab('Notes').click();
    const note = ana.page.getByRole('textbox', {name: 'Note for colleagues'});
    await note.focus();
    await paste(ana.page, 'image/png', picturePng(64, 48, 10));
    await ana.composer().focus();
    const picture = picturePng(90, 30, 11);
    await paste(ana.page, 'image/png', picture);
    await ana.page.getByText(/^MMS · 1 file · .* of 5 MB/).waitFor();
    await ana.page.getByRole('button', {name: 'Send', exact: true, disabled: false}).waitFor();
    await ana.composer().press('Enter');
    await until(async () => (await outbound(ana.phone)).some((one) => one.status === 'delivered'), 'the phone has it');
    const [message] = await outbound(ana.phone);
    assert.equal(message.media.length, 1);
    assert.deepEqual(Buffer.from(await (await fetch(message.media[0].url)).arrayBuffer()), Buffer.from(picture));
    await ana.end();
  });

  it('makes a picture smaller that is beyond the limit, and says so', async () => {
    const ana = await own.answered('How does it look?');
    const file = path.join(folder, 'large.png');
    await writeFile(file, picturePng(1700, 1200, 4, true));
    assert.ok((await readFile(file)).length > 5_000_000);
    await choose(ana, [file]);
    await ana.page.getByText(/^large\.png, Made smaller, /).first().waitFor({timeout: 60_000});
    await ana.composer().press('Enter');
    await until(async () => (await outbound(ana.phone)).some((one) => one.status === 'delivered'), 'the phone has it');
    const [message] = await outbound(ana.phone);
    const bytes = Buffer.from(await (await fetch(message.media[0].url)).arrayBuffer());
    assert.ok(bytes.length <= 5_000_000, `${bytes.length} bytes`);
    assert.equal(message.media[0].content_type, 'image/jpeg');
    await ana.end();
  });

  it('makes a JPEG of a large picture of another type where the browser reads it, and refuses one that it does not read', async () => {
    const ana = await own.answered('Your screen, please');
    const [width, height] = [600, 400];
    const head = Buffer.alloc(54);
    head.write('BM', 'latin1');
    head.writeUInt32LE(54 + width * height * 3, 2);
    head.writeUInt32LE(54, 10);
    head.writeUInt32LE(40, 14);
    head.writeInt32LE(width, 18);
    head.writeInt32LE(height, 22);
    head.writeUInt16LE(1, 26);
    head.writeUInt16LE(24, 28);
    const file = path.join(folder, 'screen.bmp');
    await writeFile(file, Buffer.concat([head, Buffer.alloc(width * height * 3, 0x80)]));
    await choose(ana, [file]);
    await ana.page.getByText(/^screen\.bmp, Made smaller, /).first().waitFor({timeout: 60_000});
    await drop(ana.page, 'broken.bmp', 'image/bmp', Buffer.alloc(600_000, 1));
    await ana.says(/“broken\.bmp” was not attached: it has 600 KB, and files other than pictures may have 500 KB at most\./);
    await ana.composer().press('Enter');
    await until(async () => (await outbound(ana.phone)).some((one) => one.status === 'delivered'), 'the phone has it');
    const [message] = await outbound(ana.phone);
    assert.deepEqual(message.media.map((one) => one.content_type), ['image/jpeg']);
    await ana.end();
  });

  it('keeps text and the other files where one cannot be uploaded, and says why', async () => {
    const ana = await own.answered('And the rest?');
    await ana.composer().fill('My answer');
    await drop(ana.page, 'good.png', 'image/png', picturePng(40, 40, 5));
    own.desk.expectFault(/ status of 415 .* at \S+\/api\/media$/);
    await drop(ana.page, 'bad.png', 'image/png', Buffer.from('<html><script>1</script></html>'));
    const bad = attachments(ana).filter({hasText: 'bad.png'});
    await bad.filter({hasText: 'Files of this kind cannot be sent'}).waitFor();
    await ana.composer().press('Enter');
    assert.equal((await outbound(ana.phone)).length, 0, 'nothing goes out without a word about what is missing');
    assert.equal(await ana.composer().inputValue(), 'My answer');
    await drop(ana.page, 'huge.zip', 'application/zip', Buffer.alloc(10));
    await ana.says(/“huge\.zip” was not attached/);
    await ana.page.getByRole('button', {name: 'Remove bad.png'}).click();
    await ana.page.getByText(/^MMS · 1 file · .* of 5 MB/).waitFor();
    await ana.composer().press('Enter');
    await until(async () => (await outbound(ana.phone)).length === 1, 'the rest is sent');
    const [message] = await outbound(ana.phone);
    assert.equal(message.body, 'My answer');
    assert.equal(message.media.length, 1);
    await ana.message('My answer').waitFor();
    await ana.end();
  });

  it('says how many files were left out of very many', async () => {
    const ana = await own.answered('All of it');
    await ana.page.evaluate(() => {
      const data = new DataTransfer();
      for (let i = 0; i < 53; i++) data.items.add(new File(['x'], 'one.zip', {type: 'application/zip'}));
      document.getElementById('stage').dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
    });
    await ana.says('3 more files were not attached: at most 50 are taken at once.');
    await ana.says(/“one\.zip” was not attached/);
    await ana.end();
  });

  it('has what is attached after a reload', async () => {
    const ana = await own.answered('Wait for it');
    await drop(ana.page, 'kept.png', 'image/png', picturePng(50, 50, 6));
    await attachments(ana).filter({hasText: 'kept.png'}).waitFor();
    await stored(ana.page, 'drafts', 'kept.png');
    await ana.page.reload();
    await ana.roster().getByRole('button').first().click();
    await attachments(ana).filter({hasText: 'kept.png'}).waitFor();
    await ana.composer().press('Enter');
    await until(async () => (await outbound(ana.phone)).length === 1, 'it is sent');
    await ana.end();
  });

  it('has what is attached on the other device, says what is on its way there, and forgets nothing when the relay restarts', async () => {
    const ana = await own.answered('Two devices');
    await drop(ana.page, 'desk.png', 'image/png', picturePng(50, 50, 7));
    await attachments(ana).filter({hasText: 'desk.png'}).waitFor();
    const phone = await own.agent('ana');
    await phone.roster().getByRole('button').first().click();
    await attachments(phone).filter({hasText: 'desk.png'}).waitFor();
    // An upload that does not end until it may.
    let release;
    const held = new Promise((resolve) => { release = resolve; });
    await phone.page.context().route('**/api/media', async (route) => { await held; await route.continue(); });
    await drop(phone.page, 'phone.png', 'image/png', picturePng(40, 40, 8));
    await attachments(phone).filter({hasText: 'phone.png'}).waitFor();
    await attachments(ana).filter({hasText: 'phone.png, Not here yet: another device or window is uploading it'}).waitFor();
    await ana.composer().fill('Both of them');
    await ana.composer().press('Enter');
    assert.equal(await ana.composer().inputValue(), 'Both of them', 'not without the one that is on its way');
    release();
    await until(async () => await attachments(ana).filter({hasText: 'Not here yet'}).count() === 0 &&
      await attachments(ana).filter({hasText: 'phone.png'}).count() === 1, 'it has come');
    await own.desk.restartRelay();
    const third = await own.agent('ana');
    await third.roster().getByRole('button').first().click();
    await until(async () => await attachments(third).count() === 2, 'a third device has both after a restart', 40_000);
    await phone.button('Remove phone.png').click();
    await until(async () => await attachments(third).count() === 1, 'what is removed is removed everywhere', 40_000);
    await attachments(third).filter({hasText: 'desk.png'}).waitFor();
    await until(async () => await attachments(ana).count() === 1, 'at the desk too');
    await ana.composer().press('Enter');
    await until(async () => (await outbound(ana.phone)).length === 1, 'it is sent');
    const [message] = await outbound(ana.phone);
    assert.equal(message.body, 'Both of them');
    assert.equal(message.media.length, 1);
    await until(async () => await attachments(phone).count() === 0 && await attachments(third).count() === 0, 'it has left all of them');
  });

  it('loses no picture of a relay that is killed at any moment', async () => {
    const ana = await own.answered('Several follow');
    await ana.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));  // else its script is what is missed
    const pictures = ana.messages().getByRole('button', {name: /^Picture from .*, \d+ × 20$/});
    for (let i = 0; i < 5; i++) {
      const address = await upload(picturePng(60 + i, 20, 20 + i), 'image/png');
      await send(ana.phone, [address]);
      await new Promise((resolve) => setTimeout(resolve, i * 15));  // the moment of the kill: each round another one
      await own.desk.restartRelay('SIGKILL');
      await until(async () => await pictures.count() === i + 1, `picture ${i + 1} is there`, 40_000);
    }
    await ana.end();
  });

  it('gives the carrier’s credentials to no other host, never looks into the own network, and tries again when asked', async () => {
    const asked = [];
    let status = 410;
    const stranger = createServer((request, response) => {
      asked.push({path: request.url, authorization: request.headers.authorization});
      if (request.url === '/moved.png') return response.writeHead(302, {Location: 'http://169.254.169.254/latest/meta-data'}).end();
      response.writeHead(status, {'Content-Type': 'text/html'}).end(status === 200 ? picturePng(33, 44, 9) : '');
    });
    await new Promise((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const there = `http://127.0.0.1:${stranger.address().port}`;
    try {
      const ana = await own.answered('From elsewhere');
      await send(ana.phone, [`${there}/late.png`]);
      await ana.messages().getByRole('img', {name: /could not be loaded\. The carrier does not have it any more\.$/}).waitFor();
      status = 200;
      await ana.messages().getByRole('button', {name: /^Try again/}).click();
      await ana.messages().getByRole('button', {name: /^Picture from .*, 33 × 44$/}).waitFor();
      await send(ana.phone, [`${there}/moved.png`], 'second');
      await ana.messages().getByRole('img', {name: /Its address is not one that may be fetched\.$/}).waitFor();
      assert.deepEqual([...new Set(asked.map((one) => one.authorization))], [undefined]);
      assert.deepEqual(asked.map((one) => one.path), ['/late.png', '/late.png', '/moved.png']);
      await ana.end();
    } finally {
      stranger.close();
    }
  });

  it('sends files as links from a number that sends none: whoever has the address gets them, until it ends', async () => {
    await own.desk.configure({number: {[kSupport]: {mms: false}}});
    await own.desk.stopRelay();
    await cp(path.join(own.desk.folder, 'data'), path.join(own.desk.folder, 'earlier'), {recursive: true});
    await own.desk.startRelay();
    const ana = await own.answered('Is there a map?');
    const links = async () => (await ana.composer().inputValue()).match(/http:\/\/\S+\/f\/[\w-]{22}(?=\s)/g) ?? [];
    const file = path.join(folder, 'way.png');
    await writeFile(file, picturePng(64, 48, 12));
    await ana.page.keyboard.press('Control+k');
    await ana.page.keyboard.type('attach');
    await ana.page.getByRole('option', {name: /^Send files as links that work for 7 days, action, Alt\+Shift\+F$/}).waitFor();
    await ana.page.keyboard.press('Escape');
    await ana.composer().fill('Here it is:');
    await choose(ana, [file], 'Send files as links that work for 7 days');
    await until(async () => (await links()).length === 1, 'the link is in the text');
    assert.match(await ana.composer().inputValue(), /^Here it is: http\S+ $/);
    await ana.page.getByText(/ characters · \d segments? · .*GSM-7/).first().waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    // Larger than any MMS takes that is no picture.
    const plan = Buffer.from('Second door on the left.\n'.repeat(25_000));
    await drop(ana.page, 'plan.txt', 'text/plain', plan);
    await until(async () => (await links()).length === 2, 'and the other one');
    assert.equal(await attachments(ana).count(), 0, 'they are words, and nothing else');
    await ana.composer().focus();
    await paste(ana.page, 'image/png', picturePng(90, 30, 13));
    await until(async () => (await links()).length === 3, 'and what was pasted');
    // While an input method is at work in the text, a link waits for its end, and the work goes on.
    const wording = await ana.page.context().newCDPSession(ana.page);
    const compose = (text) => wording.send('Input.imeSetComposition', {text, selectionStart: text.length, selectionEnd: text.length});
    await compose('に');
    await drop(ana.page, 'note.txt', 'text/plain', Buffer.from('A note.\n'));
    await attachments(ana).filter({hasText: 'note.txt, Its link waits for the word that you are writing'}).waitFor();
    await compose('にほん');
    assert.equal((await links()).length, 3);
    assert.match(await ana.composer().inputValue(), /にほん$/);
    await wording.send('Input.insertText', {text: '日本'});
    await until(async () => (await links()).length === 4, 'and the one that has waited');
    assert.match(await ana.composer().inputValue(), /日本 http\S+ $/);
    await wording.detach();
    // One that fails keeps words and links, and the message waits for a word about it.
    own.desk.expectFault(/ status of 415 .* at \S+\/api\/media\/link$/);
    await drop(ana.page, 'bad.png', 'image/png', Buffer.from('<html><script>1</script></html>'));
    await attachments(ana).filter({hasText: 'bad.png'}).filter({hasText: 'Files of this kind cannot be sent'}).waitFor();
    await ana.page.getByText('1 file has no link: try again or remove it').first().waitFor();
    await ana.composer().press('Enter');
    assert.equal((await links()).length, 4);
    assert.deepEqual(await own.desk.received(ana.phone), []);
    await ana.button('Remove bad.png').click();
    await until(async () => await attachments(ana).count() === 0, 'it is taken off');
    const given = await links();
    await ana.composer().press('Enter');
    await until(async () => (await own.desk.received(ana.phone)).length === 1, 'the customer has it');
    const [message] = await outbound(ana.phone);
    assert.deepEqual(message.body.match(/http\S+/g), given);
    assert.equal(message.media.length, 0);
    // The customer, who has no session.
    const picture = await fetch(given[0]);
    assert.equal(picture.status, 200);
    assert.equal(picture.headers.get('content-type'), 'image/png');
    assert.equal(picture.headers.get('cache-control'), 'no-store');
    assert.equal(picture.headers.get('x-robots-tag'), 'noindex');
    assert.deepEqual(Buffer.from(await picture.arrayBuffer()), await readFile(file));
    const text = await fetch(given[1]);
    assert.match(text.headers.get('content-disposition'), /^attachment; filename="attachment\.txt"$/);
    assert.deepEqual(Buffer.from(await text.arrayBuffer()), plan);
    const cut = await fetch(given[0].slice(0, -1));
    assert.equal(cut.status, 404);
    assert.match(await cut.text(), /There is no file here\./);
    // In a browser it is a page of its own, which shows the picture and plays the film.
    // The browser asks for an icon; what stands in a sandbox may not have it.
    own.desk.expectFault(/ at \S+\/favicon\.ico$/);
    const opened = await ana.page.context().newPage();
    await opened.goto(given[0]);
    assert.deepEqual(await opened.evaluate(() => [document.images[0].naturalWidth, document.images[0].naturalHeight]), [64, 48]);
    const film = (await videoWebm(ana.page, 160, 120)).toString('base64');
    const {url} = await ana.page.evaluate(async (bytes) => (await fetch('/api/media/link', {
      method: 'POST', body: Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))})).json(), film);
    await opened.goto(url);
    await until(async () => await opened.evaluate(() => document.querySelector('video')?.videoWidth) === 160, 'the film is there');
    await opened.close();
    await own.desk.restartRelay();
    assert.equal((await fetch(given[0])).status, 200, 'after a restart too');
    // The relay made it and does not know it any more: as after its end, here because an older database was put back.
    await ana.page.goto('about:blank');
    await own.desk.stopRelay();
    await rm(path.join(own.desk.folder, 'data'), {recursive: true});
    await rename(path.join(own.desk.folder, 'earlier'), path.join(own.desk.folder, 'data'));
    await own.desk.startRelay();
    const ended = await fetch(given[0], {headers: {'Accept-Language': 'de-AT,de;q=0.9'}});
    assert.equal(ended.status, 410);
    assert.match(await ended.text(), /<html lang="de" .*Dieser Link ist abgelaufen\./s);
  });

  it('refuses nobody’s files to strangers, and files of others to agents', async () => {
    const ana = await own.answered('Private');
    await send(ana.phone, ['sample:1']);
    await ana.messages().getByRole('button', {name: /^Picture from/}).waitFor();
    const hash = await until(async () => {
      const seen = await ana.page.evaluate(() => performance.getEntriesByType('resource').map((one) => one.name));
      return seen.map((name) => /\/media\/([0-9a-f]{64})$/.exec(name)?.[1]).find(Boolean);
    }, 'the picture was loaded');
    assert.equal((await fetch(`${own.desk.url}/media/${hash}`)).status, 401);
    const ben = await own.agent('ben');
    own.desk.expectFault(/ status of 404 .* at \S+\/media(-out)?\//);
    const status = (page, where) => page.evaluate(async (to) => (await fetch(to)).status, where);
    assert.equal(await status(ana.page, `/media/${hash}`), 200);
    assert.equal(await status(ben.page, `/media/${hash}`), 404);
    assert.equal(await status(ana.page, `/media/..%2f..%2fetc%2fpasswd`), 404);
    assert.equal(await status(ana.page, `/media-out/${hash}`), 404);
    await ana.end();
  });
});
