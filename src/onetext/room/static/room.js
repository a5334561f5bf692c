// What is new in this seat's window is told as it comes; every page reads without this.
"use strict";
(() => {
  const body = document.body, news = document.getElementById("news");
  if (self !== top) body.classList.add("framed");
  if (!body.dataset.stream || !news || location.search.includes("at=")) return;
  let last = Number(body.dataset.after), source;
  const told = [], LONGEST = 240;
  const show = () => {
    news.hidden = told.length === 0;
    news.replaceChildren();
    const latest = told[told.length - 1];
    if (!latest) return;
    const line = document.createElement("bdi");
    line.textContent = [`${latest.who}: ${latest.what}`, ...latest.words].join(" · ").slice(0, LONGEST);
    const more = document.createElement("a");
    more.href = location.pathname + location.search;
    more.textContent = `${news.dataset.show} ↻ ${told.length}`;
    news.append(line, " ", more);
  };
  const begun = (field) => {
    if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
    if (!field.options) return field.value !== field.defaultValue;
    const chosen = [...field.options].findIndex((one) => one.defaultSelected);
    return field.selectedIndex !== Math.max(chosen, 0);
  };
  // Nothing is taken from under somebody's hands: a form that was begun, the place of the keyboard.
  const busy = () => {
    const main = document.getElementById("main"), at = document.activeElement;
    return (at !== main && main.contains(at))
      || [...main.querySelectorAll("textarea, select, input:not([type=hidden])")].some(begun);
  };
  const refresh = async () => {
    if (busy()) return later(2000);
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = fresh.getElementById("main");
    if (!main) return;
    if (busy()) return later(2000);
    const open = [...document.querySelectorAll("details[open][id]")].map((one) => one.id);
    document.getElementById("main").replaceWith(document.adoptNode(main));
    open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    body.dataset.after = fresh.body.dataset.after;
    told.length = 0;
    news.querySelector("a")?.remove();
  };
  let soon;
  const later = (wait) => {
    clearTimeout(soon);
    soon = setTimeout(() => refresh().catch(() => {}), wait);
  };
  // A browser gives a stream up for good that was answered with an error: the record is out of reach.
  let wait = 2000;
  const again = () => {
    if (source?.readyState !== EventSource.CLOSED) return;
    hush();
    setTimeout(listen, wait);
    wait = Math.min(2 * wait, 60000);
  };
  // A browser keeps six connections to a host: a tab that is not looked at leaves its own to others.
  const listen = () => {
    if (source || document.hidden) return;
    source = new EventSource(`${body.dataset.stream}?after=${last}`);
    source.onopen = () => { wait = 2000; };
    source.onerror = again;
    source.onmessage = (event) => {
      const line = JSON.parse(event.data);
      if (line.number <= last) return;
      last = line.number;
      told.push(line);
      show();
      later(700);
      document.dispatchEvent(new CustomEvent("onetext", { detail: line }));
    };
  };
  const hush = () => {
    source?.close();
    source = undefined;
  };
  listen();
  document.addEventListener("visibilitychange", () => (document.hidden ? hush() : listen()));
  addEventListener("pagehide", hush);
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
})();
