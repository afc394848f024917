// IndexedDB "smsdesk", version 1: object stores outbox, drafts and settings, text by text. Why not localStorage: what
// was written there in the last two seconds is lost when the browser is killed; here nothing is.
//
// Operations wait (bounded) until the database is open, then run in the order in which they were asked for.
mergeInto(LibraryManager.library, {
  $SmsStorage__deps: ['$SmsPost'],
  $SmsStorage: {
    kind: {StorageLoaded: 4, StorageWritten: 5, StorageFailed: 6},
    operation: {load: 0, put: 1, remove: 2},
    database: null,
    isOpening: false,
    waiting: [],

    // A sentence a person can act on.
    sentence: function (error) {
      var name = error && error.name;
      if (name === 'QuotaExceededError') {
        return 'This computer has no room left for drafts and waiting messages: free some disk space. ' +
               'Until then they are kept only while this page stays open.';
      }
      if (name === 'BlockedBySmsdesk') {
        return 'Another tab holds an older version of the local store: close the other tabs of this page and reload.';
      }
      if (name === 'VersionError') {
        return 'The local store was made by a newer version of this page: reload to get that version.';
      }
      if (!error || name === 'InvalidStateError' || name === 'SecurityError') {
        return 'This browser does not let the page keep data on this computer (a private window or blocked site data). ' +
               'Drafts and waiting messages are kept only while this page stays open.';
      }
      return 'The browser could not keep data on this computer (' + (name || 'unknown cause') + '). ' +
             'Drafts and waiting messages are kept only while this page stays open.';
    },

    fail: function (task, error) {
      SmsPost.service(SmsStorage.kind.StorageFailed, 0, task.store, SmsStorage.sentence(error), task.key);
    },

    failAll: function (error) {
      var tasks = SmsStorage.waiting;
      SmsStorage.waiting = [];
      SmsStorage.isOpening = false;
      tasks.forEach(function (task) { SmsStorage.fail(task, error); });
    },

    ask: function (task, max) {
      if (SmsStorage.database) {
        SmsStorage.run(task);
        return;
      }
      if (SmsStorage.waiting.length >= max) {
        SmsStorage.fail(task, {name: 'the queue is full'});
        return;
      }
      SmsStorage.waiting.push(task);
      if (!SmsStorage.isOpening) SmsStorage.open();
    },

    open: function () {
      SmsStorage.isOpening = true;
      var request;
      try {
        request = indexedDB.open('smsdesk', 1);
      } catch (error) {
        setTimeout(SmsStorage.failAll, 0, error);
        return;
      }
      request.onupgradeneeded = function () {
        ['outbox', 'drafts', 'settings'].forEach(function (store) { request.result.createObjectStore(store); });
      };
      request.onblocked = function () { SmsStorage.failAll({name: 'BlockedBySmsdesk'}); };
      request.onerror = function () { SmsStorage.failAll(request.error); };
      request.onsuccess = function () {
        var database = request.result;
        // A newer tab wants to upgrade: make way; the next operation opens again and learns of it.
        database.onversionchange = function () { database.close(); SmsStorage.database = null; };
        database.onclose = function () { SmsStorage.database = null; };
        SmsStorage.database = database;
        SmsStorage.isOpening = false;
        var tasks = SmsStorage.waiting;
        SmsStorage.waiting = [];
        tasks.forEach(SmsStorage.run);
      };
    },

    run: function (task) {
      var op = SmsStorage.operation;
      var transaction, store, keys, values;
      try {
        transaction = SmsStorage.database.transaction(task.store, task.operation === op.load ? 'readonly' : 'readwrite',
                                                      {durability: task.store === 'outbox' ? 'strict' : 'default'});
        store = transaction.objectStore(task.store);
        if (task.operation === op.load) {
          keys = store.getAllKeys();
          values = store.getAll();
        } else if (task.operation === op.put) {
          store.put(task.value, task.key);
        } else {
          store.delete(task.key);
        }
      } catch (error) {
        SmsStorage.fail(task, error);
        return;
      }
      transaction.oncomplete = function () {
        if (task.operation !== op.load) {
          SmsPost.service(SmsStorage.kind.StorageWritten, 0, task.store, task.key, task.key);
          return;
        }
        var all = Object.create(null);
        keys.result.forEach(function (key, i) { all[String(key)] = String(values.result[i]); });
        SmsPost.service(SmsStorage.kind.StorageLoaded, 0, task.store, JSON.stringify(all));
      };
      transaction.onabort = function () { SmsStorage.fail(task, transaction.error); };
    },
  },

  smsdesk_js_storage__deps: ['$SmsStorage'],
  smsdesk_js_storage: function (operation, store, storeBytes, key, keyBytes, value, valueBytes, max) {
    SmsStorage.ask({
      operation: operation, store: SmsPost.text(store, storeBytes), key: SmsPost.text(key, keyBytes),
      value: SmsPost.text(value, valueBytes),
    }, max);
  },
});
