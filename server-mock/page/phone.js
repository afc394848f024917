import { ask, exactTime, make, prettyNumber, shortTime, show, watch } from './common.js';

const kDefaultPhone = '+14155550199';
const kQuickTexts = [
  'Hi, where is my order?', 'Yes', 'No', 'STOP', 'START', 'HELP', '👩🏽‍💻👨‍👩‍👧‍👦🏳️‍🌈', 'مرحبا، أين طلبي؟', 'नमस्ते',
  'こんにちは', 'สวัสดีครับ',
];

const messages = new Map();  // sid → message
let phone = localStorage.getItem('phone') || kDefaultPhone;
let ours = localStorage.getItem('ours') || '';
let stopWatching = null;
let sample = null;  // index of the chosen sample picture
let isFirstDrawing = true;

function say(problem) { show('problem').textContent = problem; }

/** What the line under a bubble says, and in which tone. */
function describe(message) {
  if (message.is_notice) return ['from the network', ''];
  if (message.direction === 'inbound') {
    if (!message.webhook_note) return ['handing over', ''];
    if (message.has_webhook_failed) return [message.webhook_note, 'bad'];
    return ['handed over', ''];
  }
  if (message.error_code) return [`${message.status}: ${message.error_code} ${message.error_text}`, 'bad'];
  const told = message.webhook_note && message.has_webhook_failed ? ` (callback: ${message.webhook_note})` : '';
  return [`${message.status}${told}`, told ? 'warn' : ''];
}

function drawBubble(message, isFresh) {
  const isOwn = message.direction === 'inbound';
  const [state, tone] = describe(message);
  const classes = ['bubble-row', isOwn && 'own', message.is_notice && 'notice', isFresh && 'fresh'].filter(Boolean).join(' ');
  const row = make('li', { class: classes, id: message.sid });
  for (const part of message.media) {
    const isPicture = part.content_type.startsWith('image/');
    const tag = part.content_type.startsWith('audio/') ? 'audio' : part.content_type.startsWith('video/') ? 'video' : '';
    if (tag) {
      row.append(make(tag, { src: part.url, controls: '' }));
      continue;
    }
    if (!isPicture) {
      row.append(make('a', { href: part.url, rel: 'noreferrer' }, part.content_type));
      continue;
    }
    const picture = make('img', { src: part.url, alt: isOwn ? 'Picture you sent' : 'Picture you received' });
    if (isFresh || isFirstDrawing) picture.onload = scrollToEnd;  // only then it has its height
    row.append(picture);
  }
  if (message.body) {
    row.append(make('div', { class: 'bubble', dir: 'auto' },
      make('span', { class: 'visually-hidden' }, isOwn ? 'You: ' : 'They: '), message.body));
  }
  row.append(make('div', { class: 'under', title: exactTime(message.at) }, `${shortTime(message.at)} · ${message.is_mms && message.media.length === 0 ? 'MMS · ' : ''}`,
    make('span', { class: tone }, state)));
  return row;
}

// An outbound message is on the phone once it was delivered; before (or when it failed) the developer still sees it,
// with its state, because this page is a window on the carrier too.
function draw(freshSid) {
  const list = show('bubbles');
  const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  const sorted = [...messages.values()].sort((a, b) => a.ordinal - b.ordinal);
  const rows = [];
  let day = '';
  for (const message of sorted) {
    const its = new Date(message.at).toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
    if (its !== day) rows.push(make('li', { class: 'day' }, its));
    day = its;
    rows.push(drawBubble(message, message.sid === freshSid));
  }
  if (rows.length === 0) rows.push(make('li', { class: 'empty' }, 'No messages yet. Write one below.'));
  list.replaceChildren(...rows);
  if (isAtEnd || isFirstDrawing) scrollToEnd();
  isFirstDrawing = false;
}

function scrollToEnd() {
  show('bubbles').scrollTop = show('bubbles').scrollHeight;
}

function take(message) {
  if (message.from !== ours && message.to !== ours) return;
  const isNew = !messages.has(message.sid);
  messages.set(message.sid, message);
  if (isNew) {
    draw(message.sid);
    if (message.direction === 'inbound') scrollToEnd();  // what was just written is to be seen
  } else {
    const old = document.getElementById(message.sid);
    if (old) old.replaceWith(drawBubble(message, false));
  }
}

async function load() {
  try {
    const query = new URLSearchParams({ phone, number: ours });
    const conversation = await ask(`/mock/conversation?${query}`);
    messages.clear();
    for (const message of conversation.messages) messages.set(message.sid, message);
    show('is-off').checked = conversation.is_off;
    isFirstDrawing = true;
    draw(null);
  } catch (error) {
    say(error.message);
  }
}

function connect() {
  localStorage.setItem('phone', phone);
  localStorage.setItem('ours', ours);
  show('title').textContent = prettyNumber(ours);
  show('subtitle').textContent = `You are ${prettyNumber(phone)}`;
  if (stopWatching) stopWatching();
  stopWatching = watch(`?${new URLSearchParams({ phone })}`, {
    onOpen: load,
    onEvent: (event) => { if (event.kind === 'message') take(event.message); },
    onState: (isOn) => {
      show('dot').classList.toggle('on', isOn);
      show('connection').textContent = isOn ? 'Connected' : 'The mock does not answer; trying again';
    },
  });
}

async function send(body) {
  const media = [];
  if (sample !== null) media.push(`sample:${sample}`);
  try {
    for (const file of show('picture-file').files) {
      const answer = await fetch('/mock/media', { method: 'POST', headers: { 'Content-Type': file.type || 'application/octet-stream' }, body: file });
      if (!answer.ok) throw new Error('The file was not taken: it may be larger than 8 MB.');
      media.push(await answer.text());
    }
  } catch (error) {
    say(error.message);
    return false;
  }
  const address = show('picture-address').value.trim();
  if (address) media.push(address);
  if (!body && media.length === 0) return false;
  try {
    await ask('/mock/send', { from: phone, to: ours, body, media });
  } catch (error) {
    say(error.message);
    return false;
  }
  say('');
  show('picture-address').value = '';
  show('picture-file').value = '';
  chooseSample(null);
  openPictures(false);
  return true;
}

function chooseSample(index) {
  sample = index;
  [...show('samples').children].forEach((button, i) => button.setAttribute('aria-pressed', String(i === index)));
}

function openPictures(isOpen) {
  show('picture-panel').hidden = !isOpen;
  show('attach').setAttribute('aria-expanded', String(isOpen));
  scrollToEnd();
}

async function start() {
  const state = await ask('/mock/state');
  const select = show('our-number');
  for (const { number } of state.numbers) select.append(make('option', { value: number }, prettyNumber(number)));
  if (!state.numbers.some(({ number }) => number === ours)) ours = state.numbers[0].number;
  select.value = ours;
  show('phone-number').value = phone;
  const known = new Set([kDefaultPhone, ...state.messages.filter((m) => m.direction === 'inbound').map((m) => m.from)]);
  for (const number of known) show('known-phones').append(make('option', { value: number }));
  state.samples.forEach((what, i) => {
    const button = make('button', { type: 'button', 'aria-pressed': 'false', 'aria-label': `Sample picture: ${what}`, title: what },
      make('img', { src: `/mock/samples/${i}.png`, alt: '' }));
    button.onclick = () => chooseSample(sample === i ? null : i);
    show('samples').append(button);
  });
  for (const text of kQuickTexts) {
    const button = make('button', { type: 'button', dir: 'auto' }, text);
    button.onclick = () => send(text);
    show('quick').append(button);
  }
  connect();
}

show('phone-number').onchange = (event) => {
  const written = event.target.value.replace(/[\s().-]/g, '');
  if (!/^\+?[0-9]{3,15}$/.test(written)) {
    say('Write your number like +14155550199.');
    return;
  }
  say('');
  phone = written.length === 10 ? `+1${written}` : written;
  event.target.value = phone;
  connect();
};
show('our-number').onchange = (event) => { ours = event.target.value; connect(); };
show('is-off').onchange = async (event) => {
  try {
    await ask('/mock/phone', { number: phone, is_off: event.target.checked });
  } catch (error) {
    event.target.checked = !event.target.checked;
    say(error.message);
  }
};
show('attach').onclick = () => openPictures(show('picture-panel').hidden);
show('composer').onsubmit = async (event) => {
  event.preventDefault();
  const text = show('text');
  const body = text.value.trim();
  text.value = '';
  if (!await send(body) && !text.value) text.value = body;
  text.focus();
};
show('text').onkeydown = (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    show('composer').requestSubmit();
  }
};
start().catch((error) => say(error.message));
