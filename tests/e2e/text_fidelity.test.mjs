// Text on the canvas has the pixels that the DOM gives the same text: same font, size and wrap, both renderers, four
// pixel ratios. What may differ: half a percent of the pixels of the text's box by more than 16 of 255.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {chromium} from 'playwright-core';
import {findChromium} from './support/browser.mjs';
import {inkDifference} from './support/picture.mjs';
import {openTextProbe, serveTextProbe} from './support/text_probe.mjs';

const kRatios = [1, 1.25, 1.5, 2];
const kDifferingMax = 0.005;
const kDoubtfulMax = 3;  // lines that may differ at an emulated ratio alone
const kLines = {
  English: 'Hello, could you move my appointment to Thursday 14:30?',
  German: 'Können wir den Termin auf Donnerstag verschieben? Straße, Größe',
  Vietnamese: 'Xin chào, tôi muốn đổi lịch hẹn sang thứ Năm được không?',
  Turkish: 'Merhaba, randevumu perşembeye alabilir miyiz? İstanbul',
  Russian: 'Здравствуйте! Можно перенести встречу на четверг?',
  Greek: 'Καλημέρα σας, μπορούμε να αλλάξουμε το ραντεβού;',
  Armenian: 'Բարև ձեզ, կարո՞ղ եմ փոխել ժամը',
  Georgian: 'გამარჯობა, შეგიძლიათ გადაიტანოთ შეხვედრა?',
  Hebrew: 'שלום, אפשר לדחות את הפגישה ליום חמישי 14:30?',
  Arabic: 'مرحبا، هل يمكن تأجيل الموعد إلى الخميس 14:30؟',
  Persian: 'سلام، می‌خواهم نوبتم را عوض کنم',
  Hindi: 'नमस्ते, क्या हम समय बदल सकते हैं? धन्यवाद',
  Bengali: 'নমস্কার, সময়টা কি বদলানো যাবে?',
  Tamil: 'வணக்கம், நேரத்தை மாற்ற முடியுமா?',
  Thai: 'สวัสดีครับ ขอเลื่อนนัดเป็นวันพฤหัสได้ไหมครับ',
  Khmer: 'សួស្តី ខ្ញុំចង់ប្តូរម៉ោងណាត់',
  Japanese: '木曜日の14時30分に変更できますか。よろしくお願いします。',
  Chinese: '你好，请问可以改到星期四下午吗？谢谢！',
  Korean: '안녕하세요, 예약을 목요일로 변경하고 싶습니다.',
  Telugu: 'నమస్కారం, సమయం మార్చగలమా? ధన్యవాదాలు',
  Gujarati: 'નમસ્તે, શું આપણે સમય બદલી શકીએ?',
  Gurmukhi: 'ਸਤ ਸ੍ਰੀ ਅਕਾਲ, ਕੀ ਸਮਾਂ ਬਦਲ ਸਕਦੇ ਹਾਂ?',
  Kannada: 'ನಮಸ್ಕಾರ, ಸಮಯ ಬದಲಾಯಿಸಬಹುದೇ?',
  Malayalam: 'നമസ്കാരം, സമയം മാറ്റാമോ? നന്ദി',
  Sinhala: 'ආයුබෝවන්, වේලාව වෙනස් කළ හැකිද?',
  Lao: 'ສະບາຍດີ ຂໍປ່ຽນນັດເປັນວັນພະຫັດໄດ້ບໍ່',
  Ethiopic: 'ሰላም፣ ቀጠሮውን ወደ ሐሙስ መቀየር እችላለሁ?',
  Emoji: '👍🏽 ❤️ 👨‍👩‍👧‍👦 🇩🇪 ok 😀😀 see you ✅',
};
const kStyle = {size: 15, lineHeight: 21.75, wrap: 260};

const launchWith = (...more) => chromium.launch({executablePath: findChromium(), args: ['--headless=new', '--no-sandbox',
  '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--use-angle=swiftshader', '--enable-unsafe-swiftshader', ...more]});

/// The names of those lines whose pixels differ from the DOM's by more than what may differ, with by how much.
async function differing(page, lines) {
  const worse = [];
  for (const [name, text] of lines) {
    await page.evaluate(([words, look]) => probe.show(words, look), [text, kStyle]);
    await settled(page);
    // The box is as wide as the canvas's block, so that right-to-left lines end at the same place; what is counted is the
    // box of the lines, or the empty half of a picture would pass for text that is right.
    await page.evaluate(([words, look]) => probe.showDom(words, look, probe.width()), [text, kStyle]);
    const clip = {x: 8, y: 8, ...await page.evaluate(() => probe.box())};
    const dom = await page.screenshot({clip});
    await page.evaluate(() => probe.showCanvas());
    const canvas = await page.screenshot({clip});
    const part = await inkDifference(page, canvas, dom);
    if (part > kDifferingMax) worse.push({name, part: `${(part * 100).toFixed(2)} %`});
  }
  return worse;
}

describe('text fidelity', {timeout: 540_000}, () => {
  let site, browser;
  before(async () => {
    site = await serveTextProbe();
    browser = await launchWith();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  // An emulated ratio lays out in CSS pixels and puts baselines on fractions of a device pixel, where no screen has one; marks
  // that are placed by fractions of a pixel are then rounded otherwise. So what differs there is judged once more, by a
  // browser whose screen has that ratio. (All of it there would take minutes.)
  for (const renderer of ['cpu', 'gl']) {
    for (const ratio of kRatios) {
      it(`is the DOM's with the ${renderer} renderer at a pixel ratio of ${ratio}`, async () => {
        const page = await openTextProbe(browser, site.url, {ratio, renderer, width: 300, height: 120});
        assert.equal(await page.evaluate(() => document.getElementById('stage').dataset.renderer), renderer);
        const doubtful = await differing(page, Object.entries(kLines));
        await page.context().close();
        assert.ok(doubtful.length <= kDoubtfulMax, `${doubtful.length} lines differ: ${JSON.stringify(doubtful)}`);
        if (doubtful.length === 0) return;
        const screen = await launchWith(`--force-device-scale-factor=${ratio}`, '--window-size=520,320');
        try {
          const real = await openTextProbe(screen, site.url, {ratio: null, renderer});
          assert.equal(await real.evaluate(() => devicePixelRatio), ratio);
          assert.deepEqual(await differing(real, doubtful.map(({name}) => [name, kLines[name]])), []);
        } finally {
          await screen.close();
        }
      });
    }
  }

  for (const renderer of ['cpu', 'gl']) {
    it(`keeps a stack of marks by its line with the ${renderer} renderer`, async () => {
      const page = await openTextProbe(browser, site.url, {ratio: 1, renderer, width: 300, height: 130});
      const shown = async (text, clip) => {
        await page.evaluate(([words, look]) => probe.show(words, look), [text, kStyle]);
        await settled(page);
        return page.screenshot({clip});
      };
      // Of the first line's 21.75 px the baseline is 16 below the top; a font size further down nothing is painted.
      const below = {x: 8, y: 8 + 16 + 15 + 1, width: 200, height: 80};
      const marked = `x${'\u0323'.repeat(30)} and more`;
      assert.deepEqual(await shown(marked, below), await shown('x and more', below));
      const line = {x: 8, y: 8, width: 200, height: 22};
      assert.notDeepEqual(await shown(marked, line), await shown('x and more', line));
      await page.context().close();
    });
  }
});

/// Waits until the canvas asks for no more frames: every line is rasterised.
function settled(page) {
  return page.evaluate(() => new Promise((resolve) => {
    let still = 0;
    const look = () => {
      still = probe.isSettled() ? still + 1 : 0;
      if (still >= 2) resolve();
      else requestAnimationFrame(look);
    };
    look();
  }));
}
