// What is new in this seat's window is told as it comes; every page reads without this.
"use strict";
(() => {
  const body = document.body, news = document.getElementById("news");
  if (!body.dataset.stream || !news || location.search.includes("at=")) return;
  const from = Number(body.dataset.after);
  let last = from, source;
  const told = [];
  const show = () => {
    news.hidden = told.length === 0;
    news.replaceChildren();
    const latest = told[told.length - 1];
    if (!latest) return;
    const line = document.createElement("bdi");
    line.textContent = `${latest.who}: ${latest.what}`;
    const more = document.createElement("a");
    more.href = location.pathname;
    more.textContent = news.dataset.show || "↻";
    more.setAttribute("aria-label", `${told.length} new`);
    more.textContent = `↻ ${told.length}`;
    news.append(line, " ", more);
  };
  const busy = () => [...document.querySelectorAll("textarea, input:not([type=hidden])")]
    .some((field) => field === document.activeElement || (field.value !== field.defaultValue && field.type !== "radio" && field.type !== "checkbox"));
  const refresh = async () => {
    if (busy()) return;
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = fresh.getElementById("main");
    if (!main || busy()) return;
    const open = [...document.querySelectorAll("details[open][id]")].map((one) => one.id);
    document.getElementById("main").replaceWith(document.adoptNode(main));
    open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    body.dataset.after = fresh.body.dataset.after;
  };
  let soon;
  const listen = () => {
    source = new EventSource(`${body.dataset.stream}?after=${last}`);
    source.onmessage = (event) => {
      const line = JSON.parse(event.data);
      if (line.number <= last) return;
      last = line.number;
      told.push(line);
      show();
      clearTimeout(soon);
      soon = setTimeout(() => refresh().catch(() => {}), 700);
      document.dispatchEvent(new CustomEvent("onetext", { detail: line }));
    };
  };
  listen();
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
})();
