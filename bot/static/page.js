// The page of one person: enters by the invite link it was opened with, and shows in its title what was not read yet.

import { Chat } from "./chat.js";
import { words } from "./words.js";

const root = document.querySelector("#chat");
root.replaceChildren();
const chat = new Chat(root, {
  onUnread: (unread) => {
    document.title = unread ? `(${unread}) ${words.title}` : words.title;
  },
});

const invited = location.pathname.match(/^\/vao\/([A-Za-z0-9]{1,32})$/);
if (invited) {
  chat.enter(invited[1]);
  // The code has done its work: the address bar, the history and whoever looks over the shoulder need it no more.
  history.replaceState(null, "", "/");
}

// On phones whose keyboard lies over the page, the page ends where the keyboard begins.
if (globalThis.visualViewport) {
  const fit = () => {
    const covered = innerHeight - visualViewport.height > 80;
    root.style.height = covered ? `${visualViewport.height}px` : "";
    if (covered) scrollTo(0, 0);
  };
  visualViewport.addEventListener("resize", fit);
}
