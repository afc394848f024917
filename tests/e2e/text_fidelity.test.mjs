// Text on the canvas has the pixels that the DOM gives the same text: same font, size, weight and wrap, both renderers, on
// screens of four pixel ratios; on one of them also light on dark, which browsers draw with another contrast. What may differ: half a percent of the pixels of a line's box by more than 16 of 255.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {chromium} from 'playwright-core';
import {findChromium} from './support/browser.mjs';
import {inkDifferences} from './support/picture.mjs';
import {openTextProbe, serveTextProbe} from './support/text_probe.mjs';

const kRatios = [1, 1.25, 1.5, 2];
const kDifferingMax = 0.005;
// Layout knows places to 1/64 of a pixel, and a letter is drawn at a quarter of one: of some lines one or two letters stand so
// near to the middle between two quarters that canvas and DOM take different ones. Each letter rounds by itself: moved as a
// whole, a line meets the canvas at one letter and leaves it at another, so each pixel may be that of another move.
const kBetweenMax = 2;  // of such texts in a style
const kUnits = [-2, -1, 1, 2].map((units) => units / 64);
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
// As the client has them (web/theme.cpp): messages, names in lists and titles of dialogs, what stands small beside them.
const kStyles = {
  message: {size: 15, lineHeight: 21.75, wrap: 260},
  name: {size: 14, lineHeight: 20, weight: 1, wrap: 260},
  secondary: {size: 13, lineHeight: 20, wrap: 260},
};
// The bubbles of the dark theme, a customer's and one's own; colours are 0xAABBGGRR.
const kDarkRatio = 1;
const kDarkStyles = {
  'message, dark': {...kStyles.message, color: 0xFFEEEAE8, ground: 0xFF352B26},
  'own message, dark': {...kStyles.message, color: 0xFFFFFFFF, ground: 0xFFB8552A},
};
// Where they stand, in CSS px: whole device pixels at every ratio.
const kCell = {width: 280, height: 92}, kColumns = 4, kMargin = 8;
const kWindow = [kMargin * 2 + kCell.width * kColumns, kMargin * 2 + kCell.height * Math.ceil(Object.keys(kLines).length / kColumns)];

// The ratio is the screen's: where a page merely emulates one, it is laid out in CSS pixels, and baselines come to stand on
// fractions of a device pixel, where no screen has one.
const launchAt = (ratio) => chromium.launch({executablePath: findChromium(), args: ['--headless=new', '--no-sandbox',
  '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--use-angle=swiftshader', '--enable-unsafe-swiftshader', `--force-device-scale-factor=${ratio}`,
  `--window-size=${kWindow[0] + 40},${kWindow[1] + 200}`]});  // with room for the browser's own edges

/// All lines in that style, each in a cell of its own: what probe.show() takes.
const cells = (style) => Object.values(kLines).map((text, i) => ({text, style,
  x: kMargin + i % kColumns * kCell.width, y: kMargin + Math.floor(i / kColumns) * kCell.height}));

/// A text's box as those of its lines, from top to bottom; whole device px.
function linesOf({x, y, width, height}, lineHeight) {
  const count = Math.max(1, Math.round(height / lineHeight));
  const edge = (line) => line === count ? height : Math.round(line * lineHeight);
  return Array.from({length: count}, (_, line) => ({x, y: y + edge(line), width, height: edge(line + 1) - edge(line)}));
}

/// Of each text how much of the canvas's picture in that style differs from the DOM's, in the line where it is most: [{name,
/// part}]. With `moves` (device px) a pixel may also be that of the DOM's text moved by one of these.
async function compare(page, style, {domStyle = style, moves = []} = {}) {
  await page.evaluate((items) => probe.show(items), cells(style));
  await settled(page);
  const canvas = await page.screenshot();
  const boxes = await page.evaluate((items) => probe.showDom(items), cells(domStyle));
  const doms = [await page.screenshot()];
  for (const move of moves) {
    await page.evaluate(([items, by]) => { probe.showDom(items, by); }, [cells(domStyle), move]);
    doms.push(await page.screenshot());
  }
  const ratio = await page.evaluate(() => devicePixelRatio);
  const lines = boxes.map((box) => linesOf(box, domStyle.lineHeight * ratio));
  const found = await inkDifferences(page, canvas, doms, lines.flat());
  return Object.keys(kLines).map((name, i) => {
    assert.ok(boxes[i].width <= kCell.width * ratio && boxes[i].height <= kCell.height * ratio, `${name} is within its cell`);
    assert.ok(Number.isInteger(boxes[i].x) && Number.isInteger(boxes[i].y), `${name} stands at whole pixels`);
    const ofLines = found.splice(0, lines[i].length);
    assert.ok(ofLines[0].ink > 0.02, `${name} is drawn: ${ofLines[0].ink}`);
    return {name, part: Math.max(...ofLines.map(({part}) => part))};
  });
}
const tooMuch = (all) => all.filter(({part}) => part > kDifferingMax);

describe('text fidelity', {timeout: 540_000}, () => {
  let site;
  before(async () => { site = await serveTextProbe(); });
  after(() => site?.close());

  async function probeAt(browser, ratio, renderer) {
    const page = await openTextProbe(browser, site.url, {ratio: null, renderer});
    assert.equal(await page.evaluate(() => document.getElementById('stage').dataset.renderer), renderer);
    const [width, height, real] = await page.evaluate(() => [innerWidth, innerHeight, devicePixelRatio]);
    assert.equal(real, ratio);
    assert.ok(width >= kWindow[0] && height >= kWindow[1], `all of it is seen: ${width} × ${height}`);
    return page;
  }

  for (const ratio of kRatios) {
    describe(`on a screen of ${ratio} device pixels to one of CSS`, () => {
      let browser;
      before(async () => { browser = await launchAt(ratio); });
      after(() => browser?.close());

      for (const renderer of ['cpu', 'gl']) {
        it(`is the DOM's with the ${renderer} renderer`, async () => {
          const page = await probeAt(browser, ratio, renderer);
          const worse = {};
          for (const [name, style] of Object.entries(ratio === kDarkRatio ? {...kStyles, ...kDarkStyles} : kStyles)) {
            let differing = tooMuch(await compare(page, style));
            if (differing.length > 0 && differing.length <= kBetweenMax)
              differing = tooMuch(await compare(page, style, {moves: kUnits}));
            if (differing.length > 0) worse[name] = differing.map((one) => `${one.name}: ${(one.part * 100).toFixed(2)} %`);
          }
          await page.context().close();
          assert.deepEqual(worse, {});
        });
      }
    });
  }

  it('would be noticed where it is not the DOM\'s', async () => {
    const browser = await launchAt(1);
    try {
      const page = await probeAt(browser, 1, 'cpu');
      const {message} = kStyles;
      // One more, one less; of what has no bold letters only the size can be told.
      for (const other of [{...message, size: 15.5}, {...message, size: 14.5}])
        assert.equal(tooMuch(await compare(page, message, {domStyle: other, moves: kUnits})).length, Object.keys(kLines).length, `size ${other.size}`);
      const bold = tooMuch(await compare(page, message, {domStyle: {...message, weight: 1}, moves: kUnits})).map(({name}) => name);
      for (const name of ['English', 'German', 'Russian', 'Greek']) assert.ok(bold.includes(name), `${name} in bold`);
      const dark = kDarkStyles['message, dark'];
      const paler = tooMuch(await compare(page, dark, {domStyle: {...dark, color: 0xFFC6C2C0}, moves: kUnits})).map(({name}) => name);
      for (const name of ['English', 'German', 'Russian', 'Greek']) assert.ok(paler.includes(name), `${name} in a paler ink`);
    } finally {
      await browser.close();
    }
  });

  for (const renderer of ['cpu', 'gl']) {
    it(`keeps a stack of marks by its line with the ${renderer} renderer`, async () => {
      const browser = await launchAt(1);
      try {
        const page = await openTextProbe(browser, site.url, {ratio: 1, renderer, width: 300, height: 130});
        const shown = async (text, clip) => {
          await page.evaluate((item) => probe.show([item]), {text, style: kStyles.message, x: 8, y: 8});
          await settled(page);
          return page.screenshot({clip});
        };
        // Of the first line's 21.75 px the baseline is 16 below the top; a font size further down nothing is painted.
        const below = {x: 8, y: 8 + 16 + 15 + 1, width: 200, height: 80};
        const marked = `x${'\u0323'.repeat(30)} and more`;
        assert.deepEqual(await shown(marked, below), await shown('x and more', below));
        const line = {x: 8, y: 8, width: 200, height: 22};
        assert.notDeepEqual(await shown(marked, line), await shown('x and more', line));
      } finally {
        await browser.close();
      }
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
