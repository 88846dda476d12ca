// What the design system adds to pages that work without it: toasts that can be closed, a page
// opened over this one as a dialog, suggestions under the search box, and words for when a part of
// the page could not be fetched.
(() => {
  const on = (name, act) => document.addEventListener(name, act);
  const closest = (event, what) => event.target instanceof Element && event.target.closest(what);

  // ── Toasts ──────────────────────────────────────────────────────────────────────────────────
  const closable = (root) => root.querySelectorAll("[data-dismiss]").forEach((one) => (one.hidden = false));
  closable(document);
  on("click", (event) => {
    const button = closest(event, "[data-dismiss]");
    if (!button) return;
    const toast = button.closest(".toast");
    if (toast.id) toast.hidden = true;
    else toast.remove();
    document.getElementById("content")?.focus({ preventScroll: true });
  });

  // ── Dialogs: `<a href="…" data-dialog>` opens the part `[data-dialog-part]` of that page ───────
  let opener = null;
  const dialog = document.createElement("dialog");
  dialog.addEventListener("close", () => {
    dialog.replaceChildren();
    opener?.focus();
  });
  on("click", async (event) => {
    const link = closest(event, "a[data-dialog]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    let part = null;
    try {
      const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      part = answer.ok && page.querySelector("[data-dialog-part]");
    } catch { /* without a network the browser itself says so, below */ }
    if (!part) {
      location.assign(link.href);
      return;
    }
    opener = link;
    dialog.replaceChildren(document.adoptNode(part));
    const heading = part.querySelector("h1");
    if (heading) {
      heading.id ||= "dialog-title";
      dialog.setAttribute("aria-labelledby", heading.id);
    }
    if (!dialog.isConnected) document.body.append(dialog);
    dialog.showModal();
  });
  on("click", (event) => {
    const cancel = closest(event, "dialog a[data-cancel]");
    if (!cancel) return;
    event.preventDefault();
    dialog.close();
  });

  // ── Search: arrows go through the suggestions, Escape closes them ─────────────────────────────
  const box = document.getElementById("search-box");
  const list = document.getElementById("suggestions");
  if (box && list) {
    const links = () => [...list.querySelectorAll("a")];
    const closed = () => (list.hidden = true);
    list.addEventListener("htmx:afterSwap", () => (list.hidden = !list.firstElementChild));
    box.addEventListener("focus", () => (list.hidden = !list.firstElementChild));
    box.form.addEventListener("keydown", (event) => {
      const all = links();
      const here = all.indexOf(document.activeElement);
      if (event.key === "Escape" && !list.hidden) {
        closed();
        box.focus();
        closed();
        event.preventDefault();
      } else if (event.key === "ArrowDown" && !list.hidden && here < all.length - 1) {
        all[here + 1].focus();
        event.preventDefault();
      } else if (event.key === "ArrowUp" && here >= 0) {
        (all[here - 1] || box).focus();
        event.preventDefault();
      }
    });
    box.form.addEventListener("focusout", (event) => {
      if (!box.form.contains(event.relatedTarget)) closed();
    });
  }

  // ── Parts of a page fetched by htmx ───────────────────────────────────────────────────────────
  on("htmx:configRequest", (event) => {
    // What was left empty has no place in the address.
    if (!event.target.matches("form.filters")) return;
    const given = event.detail.formData;
    for (const [name, value] of [...given]) if (value === "") given.delete(name);
  });
  const busy = (event, state) => {
    const part = event.detail.target;
    if (part instanceof Element) part.setAttribute("aria-busy", String(state));
  };
  on("htmx:beforeRequest", (event) => {
    busy(event, true);
    const failed = document.getElementById("load-failed");
    if (failed) failed.hidden = true;
  });
  on("htmx:afterRequest", (event) => busy(event, false));
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    on(name, () => {
      const failed = document.getElementById("load-failed");
      if (failed) failed.hidden = false;
    });
  }
})();
