// Keeps the shell of this very version in the browser, so that a start while the relay is slow or away shows the page and what
// is wrong, not the browser's own error. The relay is always asked for the page itself: a start waits for it but shortly, a
// reload as long as may be, so that who reloads for a newer version gets that. Files that carry the hash of their content
// cannot be out of date. Nothing else passes here: no session, no socket, no words of anybody.
//
// The build puts the names of the files in the place of FILES (cmake/pack_client.cmake), which makes every version's worker
// another file: the browser installs it beside the old one, and its cache replaces the old one's.
//
// It also hears the buttons of notifications, which a page alone cannot show.
'use strict';
const kFiles = ['FILES'];
const kCache = `smsdesk ${kFiles.join(' ')}`;
const kPage = '/';
const kStartWaitMs = 300;
const kPageWaitMs = 4000;  // a relay that stands still is away, too

/// Another version has other names for what the program is.
const isOurs = (page) => kFiles.every((name) => !/^\/(client|boot)\./.test(name) || page.includes(name.slice(1)));

self.addEventListener('install', (event) => {
  // These the browser takes from the cache by itself, where it can, without waking the worker first.
  if (event.addRoutes) {
    const files = {or: kFiles.map((pathname) => ({urlPattern: new URLPattern({pathname, baseURL: self.location.origin})}))};
    event.waitUntil(event.addRoutes({condition: files, source: {cacheName: kCache}}).catch(() => undefined));
  }
  event.waitUntil((async () => {
    const page = await fetch(kPage, {cache: 'no-cache', credentials: 'omit'});
    // Another version has been released in between: its own worker comes with the next load.
    if (!page.ok || !isOurs(await page.clone().text())) {
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

/// The names of what is loaded later (languages, emoji) may have changed within this version. A page of another version is not
/// ours to keep, and the kept one is not shown again: in a browser that does not tell reloads, it would be after each of them.
async function keepPage(answer) {
  if (!answer.ok) return;
  const page = answer.clone();
  const cache = await caches.open(kCache);
  if (isOurs(await page.clone().text())) await cache.put(kPage, page);
  else await cache.delete(kPage);
}

/// `asked`: the relay's answer, which `stop` ends.
async function choosePage(request, asked, stop) {
  const kept = await caches.match(kPage);
  if (!kept) return asked;
  const timer = setTimeout(() => stop.abort(), kPageWaitMs);
  const answered = asked.then((answer) => answer.status < 500 ? answer : kept, () => kept).finally(() => clearTimeout(timer));
  const isStart = !request.isReloadNavigation && (request.cache === 'default' || request.cache === 'force-cache');
  return isStart ? Promise.race([answered, new Promise((resolve) => setTimeout(resolve, kStartWaitMs, kept))]) : answered;
}

function loadPage(event) {
  const stop = new AbortController();
  const asked = fetch(event.request, {signal: stop.signal});
  event.waitUntil(asked.then(keepPage).catch(() => undefined));
  event.respondWith(choosePage(event.request, asked, stop));
}

self.addEventListener('fetch', (event) => {
  const {request} = event;
  const {origin, pathname} = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && pathname === kPage) loadPage(event);
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
