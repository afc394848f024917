// Keeps the shell of this very version in the browser, so that a reload while the relay is away shows the page and what
// is wrong, not the browser's own error. The relay is always asked first for the page itself; files that carry the hash of
// their content cannot be out of date. Nothing else passes here: no session, no socket, no words of anybody.
//
// The build puts the names of the files in the place of FILES (cmake/pack_client.cmake), which makes every version's worker
// another file: the browser installs it beside the old one, and its cache replaces the old one's.
//
// It also hears the buttons of notifications, which a page alone cannot show.
'use strict';
const kFiles = ['FILES'];
const kCache = `smsdesk ${kFiles.join(' ')}`;
const kPage = '/';
const kPageWaitMs = 4000;  // a relay that stands still is away, too

self.addEventListener('install', (event) => {
  // These the browser takes from the cache by itself, where it can, without waking the worker first.
  if (event.addRoutes) {
    const isOurs = {or: kFiles.map((pathname) => ({urlPattern: new URLPattern({pathname, baseURL: self.location.origin})}))};
    event.waitUntil(event.addRoutes({condition: isOurs, source: {cacheName: kCache}}).catch(() => undefined));
  }
  event.waitUntil((async () => {
    const page = await fetch(kPage, {cache: 'no-cache', credentials: 'omit'});
    const text = await page.clone().text();
    // Another version has been released in between: its own worker comes with the next load.
    const isOurs = kFiles.every((name) => !name.startsWith('/client.') || text.includes(name.slice(1)));
    if (!page.ok || !isOurs) {
      throw new Error('the page is of another version');
    }
    const cache = await caches.open(kCache);
    await cache.addAll(kFiles);
    await cache.put(kPage, page);
    await self.skipWaiting();
  })());
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name !== kCache) await caches.delete(name);
    await self.clients.claim();
  })());
});

async function loadPage(request) {
  const kept = await caches.match(kPage);
  if (!kept) return fetch(request);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), kPageWaitMs);
  try {
    const answer = await fetch(request, {signal: stop.signal});
    return answer.status < 500 ? answer : kept;
  } catch {
    return kept;
  } finally {
    clearTimeout(timer);
  }
}

self.addEventListener('fetch', (event) => {
  const {request} = event;
  const {origin, pathname} = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && pathname === kPage) event.respondWith(loadPage(request));
  else if (kFiles.includes(pathname)) event.respondWith(caches.match(pathname).then((kept) => kept ?? fetch(request)));
});

// What was pressed goes to a page of this site, which decides what it means.
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const said = {type: 'notification', tag: event.notification.tag, action: event.action};
  event.waitUntil(self.clients.matchAll({type: 'window', includeUncontrolled: true}).then((pages) => {
    // Any page of this browser will do: they are the same agent's.
    const page = pages.find((one) => one.focused) || pages.find((one) => one.visibilityState === 'visible') || pages[0];
    if (!page) return self.clients.openWindow('/');
    page.postMessage(said);
    // Who declines goes on with what they were doing.
    return event.action === 'decline' ? undefined : page.focus().catch(() => undefined);
  }));
});
