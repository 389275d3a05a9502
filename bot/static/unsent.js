// What was sent and has not arrived yet, kept by the browser over a reload. Each message is kept by itself, so that two
// tabs of one person never write over each other's. Words lie in localStorage, where they are safe before the call
// returns; files are too large for it and lie in IndexedDB.

import { memory } from "./dom.js";

const STORE = "unsent";
const PATIENCE = 3000; // browsers have been seen never to answer; then the chat goes on without

let opening = null;

function database() {
  opening ??= new Promise((done, failed) => {
    const request = indexedDB.open("sothon", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => {
      request.result.onclose = () => (opening = null); // the browser has let go of it; the next to ask opens it again
      done(request.result);
    };
    request.onerror = () => failed(request.error);
  });
  return opening;
}

async function inStore(mode, act) {
  const transaction = (await database()).transaction(STORE, mode);
  const request = act(transaction.objectStore(STORE));
  return new Promise((done, failed) => {
    transaction.oncomplete = () => done(request.result);
    transaction.onabort = () => failed(transaction.error);
  });
}

const prefix = (me) => `sothon.unsent.${me}.`;

export const unsent = {
  // Whether it is safe now. A text is so before this returns to the caller, also without waiting for the answer.
  async keep(me, message) {
    if (!message.files) return memory.set(prefix(me) + message.id, message);
    try {
      await inStore("readwrite", (store) => store.put({ ...message, me }));
      return true;
    } catch {
      return false;
    }
  },

  forget(me, message) {
    if (!message.files) memory.remove(prefix(me) + message.id);
    else inStore("readwrite", (store) => store.delete(message.id)).catch(() => {});
  },

  texts(me) {
    // A page of before kept the whole queue in one place.
    for (const old of memory.get(`sothon.queue.${me}`, [])) memory.set(prefix(me) + old.id, { at: 0, ...old });
    memory.remove(`sothon.queue.${me}`);
    return memory.keys(prefix(me)).map((key) => memory.get(key, null)).filter(Boolean);
  },

  async files(me) {
    const late = new Promise((done) => setTimeout(done, PATIENCE, []));
    const found = await Promise.race([inStore("readonly", (store) => store.getAll()), late]).catch(() => []);
    return found.filter((one) => one.me === me).map(({ me: _, ...message }) => message);
  },
};
