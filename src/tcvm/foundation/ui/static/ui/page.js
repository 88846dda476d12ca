// What the design system adds to pages that work without it: toasts that can be closed, a page
// opened over this one as a dialog, suggestions under the search box, and words for when a part of
// the page could not be fetched.
(() => {
  const on = (name, act) => document.addEventListener(name, act);
  const closest = (event, what) => event.target instanceof Element && event.target.closest(what);

  // On a telephone the tabs may run past the edge: the one that is open is brought in.
  for (const one of document.querySelectorAll(".tabs [aria-current], .site-nav [aria-current]")) {
    const row = one.closest("ul");
    row.scrollLeft = one.offsetLeft - row.offsetLeft - (row.clientWidth - one.offsetWidth) / 2;
  }

  // ── Toasts ──────────────────────────────────────────────────────────────────────────────────
  const closable = (root) => root.querySelectorAll("[data-dismiss]").forEach((one) => (one.hidden = false));
  closable(document);
  on("htmx:load", (event) => closable(event.detail.elt));
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
  // htmx may put a whole page in this one's place (the browser's Back), so nothing is kept by element.
  const list = () => document.getElementById("suggestions");
  const show = (shown) => {
    const found = list();
    if (found) found.hidden = !(shown && found.firstElementChild);
  };
  on("htmx:afterSwap", (event) => event.detail.target?.id === "suggestions" && show(true));
  on("focusin", (event) => closest(event, "#search-box") && show(true));
  on("focusout", (event) => {
    const form = closest(event, ".site-search");
    if (form && !form.contains(event.relatedTarget)) show(false);
  });
  on("keydown", (event) => {
    const form = closest(event, ".site-search");
    if (!form || list().hidden) return;
    const box = form.querySelector("input");
    const all = [...list().querySelectorAll("a")];
    const here = all.indexOf(document.activeElement);
    if (event.key === "Escape") {
      box.focus();
      show(false);
    } else if (event.key === "ArrowDown" && here < all.length - 1) all[here + 1].focus();
    else if (event.key === "ArrowUp" && here >= 0) (all[here - 1] || box).focus();
    else return;
    event.preventDefault();
  });

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
