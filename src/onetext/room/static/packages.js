// What a package is worth shows as it is composed; without this the button shows it.
"use strict";
(() => {
  let asked = 0;
  const weigh = async (form) => {
    const turn = ++asked, url = new URL(location.pathname, location.href);
    url.search = new URLSearchParams(new FormData(form));
    const answer = await fetch(url, { headers: { accept: "text/html" } });
    if (!answer.ok || turn !== asked) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== asked) return;
    for (const part of document.querySelectorAll("[data-fresh]")) {
      const found = fresh.getElementById(part.id);
      if (found) part.replaceChildren(...found.childNodes);
    }
    history.replaceState(null, "", url);
  };
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-at-once]")) weigh(form).catch(() => {});
  });
})();
