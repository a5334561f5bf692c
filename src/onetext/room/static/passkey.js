// Passkeys: the browser's part. A form asks for options, the device makes or uses a key, the form is sent.
"use strict";
(() => {
  if (!window.PublicKeyCredential) return;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));
  const ready = (told) => {
    const options = { ...told, challenge: bytes(told.challenge) };
    if (told.user) options.user = { ...told.user, id: bytes(told.user.id) };
    if (told.excludeCredentials) options.excludeCredentials = named(told.excludeCredentials);
    if (told.allowCredentials) options.allowCredentials = named(told.allowCredentials);
    return options;
  };
  const told = (made) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
      if (made.response[name]) response[name] = text(made.response[name]);
    return JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response, clientExtensionResults: {} });
  };
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const from = form.querySelector("[data-from]");
      if (from) from.value = document.getElementById(from.dataset.from).value;
      try {
        const asked = await fetch(form.dataset.options, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { accept: "application/json" } });
        if (!asked.ok) throw new Error(String(asked.status));
        const publicKey = ready(await asked.json());
        const made = await navigator.credentials[form.dataset.passkey]({ publicKey });
        form.elements.answer.value = told(made);
        form.submit();
      } catch {
        form.querySelector(".why").hidden = false;
      }
    });
  }
})();
