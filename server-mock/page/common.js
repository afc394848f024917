// What both pages share: asking the mock, watching it, and making elements without innerHTML (texts come from phones).
export async function ask(path, body) {
  const answer = await fetch(path, body === undefined ? {} : {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const value = await answer.json().catch(() => ({ error: `HTTP ${answer.status}` }));
  if (!answer.ok) throw new Error(value.error || `HTTP ${answer.status}`);
  return value;
}

/** Keeps a WebSocket open; calls `onOpen` after each (re)connection and `onEvent` for each message. */
export function watch(query, { onOpen, onEvent, onState }) {
  let socket = null;
  let isClosed = false;
  let wait = 500;
  const open = () => {
    socket = new WebSocket(`ws://${location.host}/mock/live${query}`);
    socket.onopen = () => { wait = 500; onState(true); onOpen(); };
    socket.onmessage = (event) => onEvent(JSON.parse(event.data));
    socket.onclose = () => {
      if (isClosed) return;
      onState(false);
      setTimeout(() => { if (!isClosed) open(); }, wait);
      wait = Math.min(wait * 2, 5000);
    };
  };
  open();
  return () => { isClosed = true; socket.close(); };
}

/** make('p', {class: 'note', title: '…'}, 'text', child …) */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const show = (id) => document.getElementById(id);

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const exactClock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
export const shortTime = (iso) => clock.format(new Date(iso));
export const exactTime = (iso) => exactClock.format(new Date(iso));

export function prettyNumber(number) {
  const us = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return us ? `+1 ${us[1]} ${us[2]} ${us[3]}` : number;
}
