// A public page is the same for everybody. Where a cookie says that somebody has signed in, the link
// to sign in is named after the page it then leads to, and the sections open to them are shown.
(() => {
  const mark = document.cookie.split("; ").find((one) => one.startsWith("signed_in=1"));
  if (!mark) return;
  for (const link of document.querySelectorAll("[data-signed-in]")) {
    link.textContent = link.dataset.signedIn;
  }
  const open = mark.split("=")[1].split(".");
  for (const one of document.querySelectorAll("[data-section]")) {
    if (open.includes(one.dataset.section)) one.hidden = false;
  }
})();
