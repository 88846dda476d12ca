// A figure's note opens on a click without any script (the popover attribute). This adds the
// pointer resting on it and the keyboard's focus reaching it, and for a link, which a click
// follows, it is the only way the note opens. Escape and leaving close it.
(() => {
  const REST_MS = 250;
  let waiting = 0;

  const note = (door) => document.getElementById(door.dataset.door || door.getAttribute("popovertarget"));
  const doorOf = (event) =>
    event.target instanceof Element && event.target.closest("[data-door], [popovertarget]");

  const open = (door) => {
    const panel = note(door);
    if (!panel || !panel.showPopover || panel.matches(":popover-open")) return;
    panel.showPopover({ source: door });
    panel.dataset.rested = "";
  };
  const close = (door) => {
    clearTimeout(waiting);
    const panel = note(door);
    // What a click opened stays until it is dismissed; so does a note the pointer has moved into.
    if (panel && "rested" in panel.dataset && panel.matches(":popover-open") && !panel.matches(":hover")) {
      panel.hidePopover();
    }
  };

  document.addEventListener("pointerover", (event) => {
    const door = event.pointerType === "mouse" && doorOf(event);
    if (!door) return;
    clearTimeout(waiting);
    waiting = setTimeout(open, REST_MS, door);
  });
  document.addEventListener("pointerout", (event) => {
    const door = event.pointerType === "mouse" && doorOf(event);
    if (!door || door.contains(event.relatedTarget)) return;
    clearTimeout(waiting);
    const panel = note(door);
    waiting = setTimeout(() => {
      close(door);
      if (panel) panel.addEventListener("pointerleave", () => close(door), { once: true });
    }, REST_MS);
  });
  document.addEventListener("focusin", (event) => {
    const door = doorOf(event);
    if (door && door.matches(":focus-visible") && door.dataset.door) open(door);
  });
  document.addEventListener("focusout", (event) => {
    const door = doorOf(event);
    if (door && !note(door)?.contains(event.relatedTarget)) close(door);
  });
  document.addEventListener("click", (event) => {
    const door = doorOf(event);
    const panel = door && note(door);
    if (panel) delete panel.dataset.rested;
  });
})();
