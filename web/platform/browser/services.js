// Socket, HTTP, sound, notification, badge, clipboard, randomness, other tabs, and what the page hears of the outside.
// Every answer goes through SmsPost.service with a ServiceEvent::Kind of services.h.
mergeInto(LibraryManager.library, {
  $SmsServices__deps: ['$SmsPost', '$SmsMirror', '$Page'],
  $SmsServices: {
    kind: {
      SocketOpened: 0, SocketClosed: 1, SocketMessage: 2, HttpAnswered: 3, NotificationClicked: 7, SoundBlocked: 8,
      SoundReady: 9, VisibilityChanged: 10, OnlineChanged: 11, PreferencesChanged: 12, OtherTab: 13,
      Woken: 14, Touched: 15, FileChosen: 16, FileOffered: 17, FilesDragged: 18, UploadProgressed: 19, UploadEnded: 20,
      FilesLeftOut: 21, NotificationAccess: 22,
    },
    kTouchedEveryMs: 5000,
    kHttpTimeoutMs: 30000,
    kNotificationsMax: 32,
    kTabMessageCharsMax: 1 << 20,

    socket: null,
    wakeAt: Infinity,       // the one wish
    wakeTimer: 0,
    timerAt: Infinity,      // when that timer comes: before the wish or with it
    // Each event gives the wish anew, mostly for later: a timer under way that comes too early looks again. Not in a hidden
    // page, where a browser holds back timers that timers have set.
    armWake: function () {
      var S = SmsServices;
      if (S.wakeAt === Infinity || (S.wakeTimer && S.timerAt <= S.wakeAt && !document.hidden)) return;
      clearTimeout(S.wakeTimer);
      S.timerAt = S.wakeAt;
      S.wakeTimer = setTimeout(S.onWakeTimer, Math.min(S.wakeAt - performance.now(), 0x7FFFFFFF));
    },
    onWakeTimer: function () {
      var S = SmsServices;
      S.wakeTimer = 0;
      S.timerAt = Infinity;
      if (performance.now() < S.wakeAt) return S.armWake();
      S.wakeAt = Infinity;
      SmsPost.service(S.kind.Woken, 0);
    },
    touchedAt: -Infinity,
    requests: 0,
    audio: null,
    wasSoundReady: false,
    notifications: null,  // Map of tag → Notification
    access: null,         // to show them, as it was told last
    accessStatus: null,   // the browser's own object, kept so that it goes on telling
    worker: null,         // the registration, once there is one
    wantsWorker: false,
    channel: null,

    start: function () {
      var S = SmsServices, post = SmsPost.service, kind = S.kind;
      S.notifications = new Map();
      addEventListener('online', function () { post(kind.OnlineChanged, 1); });
      addEventListener('offline', function () { post(kind.OnlineChanged, 0); });
      document.addEventListener('visibilitychange', function () {
        post(kind.VisibilityChanged, document.hidden ? 0 : 1);
        S.tellAccess();  // not every browser says when it changes
      });
      // A page that is closed may never become hidden first: drafts are written now or not at all.
      addEventListener('pagehide', function () { post(kind.VisibilityChanged, 0); });
      addEventListener('pageshow', function (event) { if (event.persisted) post(kind.VisibilityChanged, 1); });
      Page.preferences.forEach(function (query) {
        matchMedia(query).addEventListener('change', function () { post(kind.PreferencesChanged, 0); });
      });
      ['pointerdown', 'keydown'].forEach(function (type) { addEventListener(type, S.wakeSound, true); });
      ['pointerdown', 'pointermove', 'keydown', 'wheel'].forEach(function (type) {
        addEventListener(type, S.touched, {capture: true, passive: true});
      });
      // Until the person touches the page, it has no sound: that is said before an offer comes in silence. A page that
      // is loaded again may keep the touch of before, and sounds at once.
      if (navigator.userActivation && !navigator.userActivation.hasBeenActive) {
        post(kind.SoundBlocked, 0);
      } else if (navigator.userActivation) {
        S.wakeSound();
      }
      S.tellAccess();
      S.watchAccess();
      if (typeof BroadcastChannel === 'function') {
        S.channel = new BroadcastChannel('smsdesk');
        S.channel.onmessage = function (event) {
          if (typeof event.data === 'string' && event.data.length <= S.kTabMessageCharsMax) {
            post(kind.OtherTab, 0, '', event.data);
          }
        };
      }
    },

    touched: function (event) {
      if (event.timeStamp - SmsServices.touchedAt < SmsServices.kTouchedEveryMs) return;
      SmsServices.touchedAt = event.timeStamp;
      SmsPost.service(SmsServices.kind.Touched, 0);
    },

    // ---- socket ----

    openSocket: function (path, frameBytesMax) {
      SmsServices.closeSocket();
      var kind = SmsServices.kind;
      var url = (location.protocol === 'https:' ? 'wss://' : 'ws://') + location.host + path;
      var socket;
      try {
        socket = new WebSocket(url);
      } catch (error) {
        SmsPost.service(kind.SocketClosed, 1006, '', String(error.message));
        return;
      }
      SmsServices.socket = socket;
      var isCurrent = function () { return SmsServices.socket === socket; };
      socket.onopen = function () { if (isCurrent()) SmsPost.service(kind.SocketOpened, 0); };
      socket.onmessage = function (event) {
        if (!isCurrent()) return;
        if (typeof event.data !== 'string' || event.data.length > frameBytesMax) {
          var isText = typeof event.data === 'string';
          SmsServices.socket = null;
          socket.close(4000, 'frame refused');
          SmsPost.service(kind.SocketClosed, isText ? 1009 : 1003, '',
                          isText ? 'The frame is too long.' : 'The frame is not text.');
          return;
        }
        SmsPost.service(kind.SocketMessage, 0, '', event.data);
      };
      socket.onclose = function (event) {
        if (!isCurrent()) return;
        SmsServices.socket = null;
        SmsPost.service(kind.SocketClosed, event.code, '', event.reason);
      };
    },

    sendSocket: function (frame) {
      var socket = SmsServices.socket;
      // Between a loss and its SocketClosed there is nowhere to send to; the state sends again after the next hello.
      if (socket && socket.readyState === 1) socket.send(frame);
    },

    closeSocket: function () {
      var socket = SmsServices.socket;
      SmsServices.socket = null;
      if (socket) socket.close(1000);
    },

    // ---- HTTP ----

    http: function (tag, method, path, body, type, ifMatch, max) {
      var S = SmsServices;
      var answer = function (status, text, etag) { SmsPost.service(S.kind.HttpAnswered, status, tag, text, etag); };
      if (S.requests >= max) {
        setTimeout(answer, 0, 0, '');
        return;
      }
      S.requests++;
      var abort = new AbortController();
      var timer = setTimeout(function () { abort.abort(); }, S.kHttpTimeoutMs);
      var options = {
        method: method, credentials: 'same-origin', cache: 'no-store', redirect: 'error', signal: abort.signal,
      };
      if (body) {
        options.body = body;
        options.headers = {'Content-Type': type || 'application/json'};
        if (ifMatch) options.headers['If-Match'] = ifMatch;
      }
      // Files of the page whose names carry a hash: the page knows them (shell/index.html).
      if (path.startsWith('asset:')) {
        var named = document.querySelector('meta[name="' + path.slice(6) + '"]');
        path = named ? named.content : '/missing';
        options.cache = 'default';
      }
      // The first question has been asked already, while the program came (boot.js).
      var asked = method === 'GET' && path === '/api/session' && Module['session'];
      if (asked) Module['session'] = null;
      (asked || fetch(path, options)).then(function (response) {
        return response.text().then(function (text) {
          return {status: response.status, text: text, etag: response.headers.get('ETag') || ''};
        });
      }).catch(function () {
        return {status: 0, text: ''};
      }).then(function (result) {
        clearTimeout(timer);
        S.requests--;
        answer(result.status, result.text, result.etag);
      });
    },

    // ---- files ----

    saveFile: function (name, type, content) {
      var url = URL.createObjectURL(new Blob([content], {type: type}));
      var link = document.createElement('a');
      link.href = url;
      link.download = name;
      link.click();
      setTimeout(function () { URL.revokeObjectURL(url); }, 60000);  // the download has begun long before
    },

    chooseFile: function (accepts, bytesMax) {
      var input = document.createElement('input');
      input.type = 'file';
      input.accept = accepts;
      input.onchange = function () {
        var file = input.files[0];
        if (!file) return;
        var answer = function (isRead, text) {
          SmsPost.service(SmsServices.kind.FileChosen, isRead ? 1 : 0, file.name, text);
        };
        if (file.size > bytesMax) {
          answer(false, 'The file is larger than ' + (bytesMax >> 20) + ' MB.');
          return;
        }
        file.text().then(function (text) { answer(true, text); }, function () {
          answer(false, 'The file could not be read. Choose it again.');
        });
      };
      input.click();
    },

    // ---- sound ----

    // Browsers let a page sound only after the person has touched it: the context is made in the first gesture.
    wakeSound: function () {
      var S = SmsServices;
      if (!S.audio) {
        var Context = window.AudioContext || window.webkitAudioContext;
        if (!Context) return;
        try {
          S.audio = new Context();
        } catch (error) {
          return;
        }
        S.audio.onstatechange = S.reportSound;
      }
      if (S.audio.state === 'suspended') S.audio.resume().catch(function () {});
      S.reportSound();
    },

    reportSound: function () {
      var isReady = !!SmsServices.audio && SmsServices.audio.state === 'running';
      if (isReady && !SmsServices.wasSoundReady) SmsPost.service(SmsServices.kind.SoundReady, 1);
      SmsServices.wasSoundReady = isReady;
    },

    soundedAt: [],

    // [start s, length s, Hz, loudness] of each tone; soft attack and a bell's decay.
    tones: [
      [[0, 0.5, 880, 0.22], [0.16, 0.6, 1174.7, 0.22], [0.62, 0.5, 880, 0.22], [0.78, 0.7, 1174.7, 0.22]],
      [[0, 0.22, 659.3, 0.1], [0.07, 0.3, 987.8, 0.08]],
      [[0, 0.2, 233.1, 0.2], [0.18, 0.35, 185, 0.2]],
      [[0, 1.1, 1318.5, 0.24], [0.5, 1.1, 1318.5, 0.2]],
      [[0, 0.12, 196, 0.34], [0.16, 0.12, 196, 0.34], [0.55, 0.12, 196, 0.34], [0.71, 0.12, 196, 0.34]],
    ],

    // Of each Loudness, times what the tones have; the loudest tone with its overtone stays below 1, where it would be cut off.
    loudnesses: [0.35, 1, 2.2],

    playSound: function (sound, loudness) {
      var audio = SmsServices.audio;
      if (!audio || audio.state !== 'running') {
        if (audio) audio.resume().catch(function () {});
        SmsPost.service(SmsServices.kind.SoundBlocked, 0);
        return;
      }
      // What comes in a rush is heard as one; and the picture comes before the sound, which is work for the page, too.
      var now = performance.now();
      if (now - (SmsServices.soundedAt[sound] || -Infinity) < 300) return;
      SmsServices.soundedAt[sound] = now;
      setTimeout(SmsServices.ring, 30, sound, loudness);
    },

    ring: function (sound, loudness) {
      var audio = SmsServices.audio, factor = SmsServices.loudnesses[loudness];
      SmsServices.tones[sound].forEach(function (tone) {
        var from = audio.currentTime + 0.01 + tone[0], to = from + tone[1];
        var gain = audio.createGain();
        gain.gain.setValueAtTime(0.0001, from);
        gain.gain.exponentialRampToValueAtTime(tone[3] * factor, from + 0.012);
        gain.gain.exponentialRampToValueAtTime(0.0001, to);
        gain.connect(audio.destination);
        [[1, 1], [2, 0.25]].forEach(function (partial) {
          var oscillator = audio.createOscillator();
          var level = audio.createGain();
          oscillator.frequency.value = tone[2] * partial[0];
          level.gain.value = partial[1];
          oscillator.connect(level);
          level.connect(gain);
          oscillator.start(from);
          oscillator.stop(to + 0.02);
        });
      });
    },

    // ---- notifications and badge ----

    // Without https the browser says "denied", and no setting changes that.
    accessNow: function () {
      return typeof Notification === 'function' && isSecureContext ? Notification.permission : '';
    },
    tellAccess: function () {
      var S = SmsServices, access = S.accessNow();
      if (access === S.access) return;
      S.access = access;
      if (access === 'granted') S.useWorker();
      SmsPost.service(S.kind.NotificationAccess, 0, '', access);
    },
    watchAccess: function () {
      var S = SmsServices;
      if (!S.accessNow() || !navigator.permissions || !navigator.permissions.query) return;
      navigator.permissions.query({name: 'notifications'}).then(function (status) {
        S.accessStatus = status;
        status.onchange = S.tellAccess;
        S.tellAccess();
      }, function () {});
    },
    askForNotifications: function () {
      if (SmsServices.accessNow() !== 'default') return;
      Promise.resolve(Notification.requestPermission()).then(SmsServices.tellAccess, function () {});
    },

    // Buttons in a notification are a service worker's only (shell/worker.js, which boot.js registers). Without one,
    // notifications have none.
    useWorker: function () {
      var S = SmsServices;
      if (!navigator.serviceWorker || S.wantsWorker) return;
      S.wantsWorker = true;
      navigator.serviceWorker.addEventListener('message', function (event) {
        var said = event.data;
        if (!said || said.type !== 'notification') return;
        SmsPost.service(S.kind.NotificationClicked, 0, String(said.tag), String(said.action || ''));
      });
      navigator.serviceWorker.ready.then(function (registration) { S.worker = registration; }, function () {});
    },

    notify: function (tag, title, body, buttons) {
      if (typeof Notification !== 'function' || Notification.permission !== 'granted') return;
      var shown = SmsServices.notifications;
      var icon = document.getElementById('favicon');
      var options = {body: body, tag: tag, renotify: true, icon: icon ? icon.href : undefined};
      if (SmsServices.worker) {
        options.actions = [];
        var lines = buttons.split('\n');
        for (var i = 0; i + 1 < lines.length && options.actions.length < (Notification.maxActions || 0); i += 2) {
          options.actions.push({action: lines[i], title: lines[i + 1]});
        }
        SmsServices.worker.showNotification(title, options).catch(function () {});
        return;
      }
      var notification;
      try {
        notification = new Notification(title, options);
      } catch (error) {
        return;  // some phones allow it to service workers only
      }
      notification.onclick = function () {
        window.focus();
        notification.close();
        SmsPost.service(SmsServices.kind.NotificationClicked, 0, tag, '');
      };
      notification.onclose = function () { if (shown.get(tag) === notification) shown.delete(tag); };
      shown.delete(tag);
      shown.set(tag, notification);
      if (shown.size > SmsServices.kNotificationsMax) {
        var oldest = shown.keys().next().value;
        shown.get(oldest).close();
        shown.delete(oldest);
      }
    },

    closeNotification: function (tag) {
      if (SmsServices.worker) {
        SmsServices.worker.getNotifications(tag ? {tag: tag} : {}).then(function (list) {
          list.forEach(function (one) { one.close(); });
        }, function () {});
      }
      if (!tag && SmsServices.notifications) {
        SmsServices.notifications.forEach(function (one) { one.close(); });
        SmsServices.notifications.clear();
        return;
      }
      var notification = SmsServices.notifications && SmsServices.notifications.get(tag);
      if (!notification) return;
      SmsServices.notifications.delete(tag);
      notification.close();
    },

    badge: function (count) {
      var icon = document.getElementById('favicon');
      if (icon && icon.dataset.unread) {
        if (!icon.dataset.plain) icon.dataset.plain = icon.getAttribute('href');
        var href = count > 0 ? icon.dataset.unread : icon.dataset.plain;
        if (icon.getAttribute('href') !== href) icon.setAttribute('href', href);
      }
      // The system's badge is a word to another process: what changes in a rush is said once.
      SmsServices.badgeCount = count;
      if (!SmsServices.badgeTimer) SmsServices.badgeTimer = setTimeout(SmsServices.sayBadge, 100);
    },

    badgeCount: 0,
    badgeTimer: 0,
    sayBadge: function () {
      var count = SmsServices.badgeCount;
      var set = count > 0 ? navigator.setAppBadge : navigator.clearAppBadge;
      SmsServices.badgeTimer = 0;
      if (set) set.call(navigator, count > 0 ? count : undefined).catch(function () {});
    },

    // ---- links ----

    openLink: function (url) {
      // The core has made it from its parts; looked at once more where it leaves the program.
      if (url.charAt(0) === '/') {  // ours
        var zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
        url = url.replace('{zone}', encodeURIComponent(zone));
      }
      var target = new URL(url, location.href);
      if (target.protocol !== 'https:' && target.protocol !== 'http:') return;
      var link = document.createElement('a');
      link.href = target.href;
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
      link.click();
    },

    // ---- clipboard ----

    copy: function (text) {
      var byCommand = function () {
        SmsMirror.pendingCopy = text;  // taken by the copy handler (mirror.js)
        document.execCommand('copy');
        SmsMirror.pendingCopy = null;
      };
      if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(text).catch(byCommand);
      else byCommand();
    },
  },

  smsdesk_js_services_start__deps: ['$SmsServices', '$SmsUploads'],
  smsdesk_js_services_start: function () {
    SmsServices.start();
    SmsUploads.start();
  },
  smsdesk_js_socket_open__deps: ['$SmsServices'],
  smsdesk_js_socket_open: function (path, bytes, max) { SmsServices.openSocket(SmsPost.text(path, bytes), max); },
  smsdesk_js_socket_send__deps: ['$SmsServices'],
  smsdesk_js_socket_send: function (frame, bytes) { SmsServices.sendSocket(SmsPost.text(frame, bytes)); },
  smsdesk_js_socket_close__deps: ['$SmsServices'],
  smsdesk_js_socket_close: function () { SmsServices.closeSocket(); },
  smsdesk_js_http__deps: ['$SmsServices'],
  smsdesk_js_http: function (tag, tagBytes, method, methodBytes, path, pathBytes, body, bodyBytes, type, typeBytes,
                             ifMatch, ifMatchBytes, max) {
    SmsServices.http(SmsPost.text(tag, tagBytes), SmsPost.text(method, methodBytes), SmsPost.text(path, pathBytes),
                     SmsPost.text(body, bodyBytes), SmsPost.text(type, typeBytes), SmsPost.text(ifMatch, ifMatchBytes), max);
  },
  smsdesk_js_save_file__deps: ['$SmsServices'],
  smsdesk_js_save_file: function (name, nameBytes, type, typeBytes, content, contentBytes) {
    SmsServices.saveFile(SmsPost.text(name, nameBytes), SmsPost.text(type, typeBytes), SmsPost.text(content, contentBytes));
  },
  smsdesk_js_choose_file__deps: ['$SmsServices'],
  smsdesk_js_choose_file: function (accepts, bytes, max) { SmsServices.chooseFile(SmsPost.text(accepts, bytes), max); },
  smsdesk_js_sound__deps: ['$SmsServices'],
  smsdesk_js_sound: function (sound, loudness) { SmsServices.playSound(sound, loudness); },
  smsdesk_js_notification_permission__deps: ['$SmsServices'],
  smsdesk_js_notification_permission: function () { SmsServices.askForNotifications(); },
  smsdesk_js_notification__deps: ['$SmsServices'],
  smsdesk_js_notification: function (tag, tagBytes, title, titleBytes, body, bodyBytes, buttons, buttonsBytes) {
    SmsServices.notify(SmsPost.text(tag, tagBytes), SmsPost.text(title, titleBytes), SmsPost.text(body, bodyBytes),
                       SmsPost.text(buttons, buttonsBytes));
  },
  smsdesk_js_notification_close__deps: ['$SmsServices'],
  smsdesk_js_notification_close: function (tag, bytes) { SmsServices.closeNotification(SmsPost.text(tag, bytes)); },
  smsdesk_js_badge__deps: ['$SmsServices'],
  smsdesk_js_badge: function (count) { SmsServices.badge(count >>> 0); },
  smsdesk_js_copy__deps: ['$SmsServices'],
  smsdesk_js_copy: function (text, bytes) { SmsServices.copy(SmsPost.text(text, bytes)); },
  smsdesk_js_open_link__deps: ['$SmsServices'],
  smsdesk_js_open_link: function (url, bytes) { SmsServices.openLink(SmsPost.text(url, bytes)); },
  smsdesk_js_random: function (to, bytes) { crypto.getRandomValues(HEAPU8.subarray(to, to + bytes)); },
  smsdesk_js_wake_in__deps: ['$SmsServices'],
  smsdesk_js_wake_in: function (delay) {
    SmsServices.wakeAt = delay < 0 ? Infinity : performance.now() + delay;
    SmsServices.armWake();
  },
  smsdesk_js_reload: function () { location.reload(); },
  smsdesk_js_broadcast__deps: ['$SmsServices'],
  smsdesk_js_broadcast: function (message, bytes) {
    if (SmsServices.channel) SmsServices.channel.postMessage(SmsPost.text(message, bytes));
  },
});
